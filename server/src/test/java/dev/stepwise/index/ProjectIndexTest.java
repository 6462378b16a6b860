package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectIndexTest {
  @TempDir Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void files() throws IOException {
    root = folder.resolve("shop");
    write("pom.xml", "<project><maven.compiler.release>21</maven.compiler.release></project>");
    write("README.md", "# Shop\nSells things.\n\n## Discounts\nLarge orders get a rebate.\n");
    write(
        "src/main/java/shop/Order.java",
        """
        package shop;

        /** What a customer buys. More text. */
        public class Order {
          private int amount, price = 3;

          /** The sum to pay after the rebate. */
          public int total(int rebate) {
            return amount * price - rebate;
          }

          int twice() {
            return total(0) + total(0);
          }
        }
        """);
    write(
        "src/test/java/shop/OrderTest.java",
        """
        package shop;

        import org.junit.jupiter.api.Test;

        class OrderTest {
          @Test
          void paysAll() {
            assertEquals(3, new Order().total(0));
          }

          @Test
          void unrelated() {
            assertEquals(1, 1);
          }
        }
        """);
  }

  @Test
  void findsDefinitionsWithTheirSignature() {
    try (ProjectIndex index = built()) {
      Symbol total = index.definitions("total").getFirst();
      assertThat(total.signature()).isEqualTo("public int total(int rebate)");
      assertThat(total.container()).isEqualTo("Order");
      assertThat(total.summary()).isEqualTo("The sum to pay after the rebate.");
      assertThat(total.path()).isEqualTo("src/main/java/shop/Order.java");
      assertThat(total.line()).isEqualTo(7);
      assertThat(total.column()).isEqualTo(13);
      assertThat(index.definitions("price").getFirst().signature())
          .contains("int")
          .contains("price");
      assertThat(index.definitions("nothing")).isEmpty();
    }
  }

  @Test
  void findsReferencesAndCallersWithTheirMethod() {
    try (ProjectIndex index = built()) {
      assertThat(index.callers("total", "src/main/java/shop/Order.java", 10))
          .extracting(r -> r.enclosing().qualifiedName())
          .containsExactly("Order.twice", "OrderTest.paysAll");
      assertThat(index.references("amount", "", 10))
          .extracting(r -> r.enclosing().name())
          .containsExactly("total");
      assertThat(index.callers("amount", "", 10)).isEmpty();
    }
  }

  @Test
  void outlinesFilesInOrder() {
    try (ProjectIndex index = built()) {
      assertThat(index.outline("src/main/java/shop/Order.java"))
          .extracting(Symbol::name)
          .containsExactly("Order", "amount", "price", "total", "twice");
    }
  }

  @Test
  void searchesCodeAndDocumentation() {
    try (ProjectIndex index = built()) {
      assertThat(index.searchCode("rebate of the total", 5).getFirst().symbol().name())
          .isEqualTo("total");
      assertThat(index.searchDocs("discounts for large orders", 5).getFirst().symbol().name())
          .isEqualTo("Discounts");
      assertThat(index.docsOfModule("src/main/java/shop/Order.java"))
          .extracting(Symbol::name)
          .contains("Order", "Shop", "Discounts");
    }
  }

  @Test
  void findsTestsOfAMethod() {
    try (ProjectIndex index = built()) {
      Symbol total = index.definitions("total").getFirst();
      assertThat(index.testsLikelyCovering(total, 5))
          .extracting(h -> h.symbol().name())
          .startsWith("paysAll");
      assertThat(index.similarMethods(total, 5))
          .extracting(h -> h.symbol().name())
          .contains("twice")
          .doesNotContain("total");
    }
  }

  @Test
  void findsProjectFacts() {
    try (ProjectIndex index = built()) {
      ProjectFacts facts = index.projectFacts();
      assertThat(facts.buildSystems()).containsExactly("maven");
      assertThat(facts.jdk()).isEqualTo("21");
      assertThat(facts.testFrameworks()).containsExactly("junit5");
      assertThat(facts.languages()).containsKeys("java", "document", "text");
    }
  }

  @Test
  void unsavedTextLiesOverTheFile() {
    Path file = root.resolve("src/main/java/shop/Order.java");
    try (ProjectIndex index = built()) {
      index.overlay(file, "class Order { void fresh() {} }");
      assertThat(index.definitions("fresh")).hasSize(1);
      assertThat(index.definitions("total")).isEmpty();
      index.removeOverlay(file);
      assertThat(index.definitions("fresh")).isEmpty();
      assertThat(index.definitions("total")).hasSize(1);
    }
  }

  @Test
  void seesWhatChangedWhileItWasClosed() throws IOException {
    built().close();
    write("src/main/java/shop/Gift.java", "class Gift { void wrap() {} }");
    Files.delete(root.resolve("src/test/java/shop/OrderTest.java"));
    try (ProjectIndex index = ProjectIndex.open(root, folder.resolve("cache"))) {
      assertThat(index.definitions("wrap")).isEmpty();
      assertThat(index.definitions("paysAll")).hasSize(1);
      update(index);
      assertThat(index.definitions("wrap")).hasSize(1);
      assertThat(index.definitions("paysAll")).isEmpty();
    }
  }

  @Test
  void whatIsWrittenAnewWithTheSameTextIsNotIndexedAgain() throws IOException {
    Path file = root.resolve("src/main/java/shop/Order.java");
    try (ProjectIndex index = ProjectIndex.open(root, folder.resolve("cache"))) {
      update(index);
      int documents = documents(index);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
      index.changed(List.of(file));
      assertThat(documents(index)).isEqualTo(documents);
      assertThat(modified(index)).isEqualTo(1_700_000_000_000_000_000L);
    }
    try (ProjectIndex index = ProjectIndex.open(root, folder.resolve("cache"))) {
      assertThat(modified(index)).isEqualTo(1_700_000_000_000_000_000L);
      Files.writeString(file, "class Order { void other() {} }");
      update(index);
      assertThat(index.definitions("other")).hasSize(1);
    }
  }

  /** With those that were replaced. */
  private static int documents(ProjectIndex index) {
    return index.ask(snapshot -> snapshot.searcher().getIndexReader().maxDoc());
  }

  private static long modified(ProjectIndex index) {
    return index.ask(
        snapshot -> snapshot.fileStates().get("src/main/java/shop/Order.java").modified());
  }

  @Test
  void aDamagedStoreIsMadeAgain() throws IOException {
    built().close();
    try (var files = Files.walk(folder.resolve("cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    try (ProjectIndex index = built()) {
      assertThat(index.definitions("total")).hasSize(1);
    }
  }

  @Test
  void twoProcessesDoNotDisturbEachOther() {
    try (ProjectIndex one = built();
        ProjectIndex other = built()) {
      assertThat(one.definitions("total")).isEqualTo(other.definitions("total")).hasSize(1);
    }
  }

  @Test
  void changedFilesAndFoldersAreFollowed() throws IOException {
    try (ProjectIndex index = built()) {
      Path moved = root.resolve("src/main/java/store");
      Files.move(root.resolve("src/main/java/shop"), moved);
      index.changed(List.of(root.resolve("src/main/java/shop"), moved));
      assertThat(index.definitions("total"))
          .extracting(Symbol::path)
          .containsExactly("src/main/java/store/Order.java");
    }
  }

  private ProjectIndex built() {
    ProjectIndex index = ProjectIndex.open(root, folder.resolve("cache"));
    update(index);
    return index;
  }

  private static void update(ProjectIndex index) {
    index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(1)));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
