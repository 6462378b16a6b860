package dev.stepwise.repair.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.FaultContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeNamesTest {

  @Test
  void theUsualPackageOfTheJdkComesFirst(@TempDir Path folder) {
    FaultContext context = context(folder.resolve("A.java"), "class A {}");
    assertThat(TypeNames.ofJdk().named("List", context)).startsWith("java.util.List");
    assertThat(TypeNames.ofJdk().named("Path", context)).startsWith("java.nio.file.Path");
    assertThat(TypeNames.ofJdk().named("NoSuchType", context)).isEmpty();
  }

  @Test
  void typesOfTheWorkspaceAreFoundFromCodeAndTests(@TempDir Path folder) throws IOException {
    Path main = Files.createDirectories(folder.resolve("src/main/java/shop/model"));
    Path test = Files.createDirectories(folder.resolve("src/test/java/shop"));
    Files.writeString(main.resolve("Book.java"), "package shop.model; public class Book {}");
    TypeNames types = new SourceFolderTypes();
    FaultContext fromTest =
        context(test.resolve("BookTest.java"), "package shop;\nclass BookTest {}");
    assertThat(types.named("Book", fromTest)).containsExactly("shop.model.Book");
    FaultContext fromMain =
        context(main.resolve("../Shop.java").normalize(), "package shop;\nclass Shop {}");
    assertThat(types.named("Book", fromMain)).containsExactly("shop.model.Book");
  }

  private static FaultContext context(Path file, String text) {
    return new FaultContext(
        file, text, new TextRange(0, text.length()), Map.of(), List.of(), List.of());
  }
}
