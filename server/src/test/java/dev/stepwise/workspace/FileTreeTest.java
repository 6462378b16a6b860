package dev.stepwise.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path root;

  @Test
  void leavesOutWhatToolsMade() throws IOException {
    write("pom.xml", "src/A.java", "target/classes/B.java", "sub/target/C.java");
    write("node_modules/x/index.js", "web/node_modules/y.js", ".git/config", "lib.jar", "a.min.js");
    check("pom.xml", "src/A.java", "sub/target/C.java");
  }

  @Test
  void obeysGitignoreOfEveryFolder() throws IOException {
    write("a.log", "keep.log", "sub/b.log", "sub/c.txt", "sub/deep/c.txt", "out/x", "sub/out/x");
    Files.writeString(root.resolve(".gitignore"), "*.log\n!keep.log\n/out/\n");
    Files.writeString(root.resolve("sub/.gitignore"), "c.txt\n!b.log\n");
    check(".gitignore", "keep.log", "sub/.gitignore", "sub/b.log", "sub/out/x");
  }

  @Test
  void leavesOutGiantsAndEndsInLoops() throws IOException {
    write("a/x.txt");
    Files.write(root.resolve("giant.txt"), new byte[(int) FileTree.LARGEST + 1]);
    Files.createSymbolicLink(root.resolve("a/loop"), root);
    Files.createSymbolicLink(root.resolve("a/self"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("link.txt"), root.resolve("a/x.txt"));
    check("a/x.txt");
  }

  @Test
  void aSingleFileIsJudgedAsInTheWholeTree() throws IOException {
    write("pom.xml", "src/A.java", "target/B.java", "x/skip/C.java", "x/D.java");
    Files.writeString(root.resolve(".gitignore"), "skip/\n");
    FileTree tree = new FileTree(root);
    List<String> all = tree.files().stream().map(FileTree.Entry::path).toList();
    for (String path : List.of("pom.xml", "src/A.java", "target/B.java", "x/skip/C.java")) {
      assertThat(tree.file(root.resolve(path)).isPresent()).as(path).isEqualTo(all.contains(path));
    }
    assertThat(tree.filesBelow(root.resolve("x")))
        .extracting(FileTree.Entry::path)
        .containsExactly("x/D.java");
    assertThat(tree.filesBelow(root.resolve("x/skip"))).isEmpty();
    assertThat(tree.file(root.resolve("../outside"))).isEmpty();
    assertThat(tree.filesBelow(root)).hasSameSizeAs(tree.files());
  }

  private void check(String... expected) {
    assertThat(new FileTree(root).files())
        .extracting(FileTree.Entry::path)
        .containsExactlyInAnyOrder(expected);
  }

  private void write(String... paths) throws IOException {
    for (String path : paths) {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "text");
    }
  }
}
