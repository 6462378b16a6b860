package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.edit.TextRange;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir Path root;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(root.resolve("A.java"), "first\nsecond\n");
  }

  @Test
  void aLineIsItsWholeRange() {
    assertThat(Place.parse("A.java:2", root).range()).isEqualTo(new TextRange(6, 12));
  }

  @Test
  void aColumnIsOnePoint() {
    assertThat(Place.parse("A.java:2:3", root).range()).isEqualTo(new TextRange(8, 8));
  }

  @Test
  void absolutePathsAreFine() {
    Path file = root.resolve("A.java");
    assertThat(Place.parse(file + ":1", root).file()).isEqualTo(file);
  }

  @Test
  void whatIsNotThereIsTheUsersError() {
    check("A.java:3", "A.java has 2 lines");
    check("A.java:0", "A.java has 2 lines");
    check("A.java:1:9", "line 1 has 5 columns");
    check("B.java:1", "no such file in the workspace: B.java");
    check("A.java", "write FILE:LINE");
    check("../" + root.getFileName() + "x/A.java:1", "no such file");
  }

  @Test
  void aFileOutsideTheWorkspaceIsRefused(@TempDir Path elsewhere) throws IOException {
    Path file = Files.writeString(elsewhere.resolve("B.java"), "x\n");
    check(file + ":1", "is outside the workspace");
  }

  private void check(String place, String message) {
    assertThatThrownBy(() -> Place.parse(place, root))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
