package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir Path root;
  @TempDir Path elsewhere;

  @Test
  void testsReachNothingOutside() throws IOException {
    assumeTrue(Bubblewrap.find().isPresent());
    Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "secret");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Project project =
          new Project(root)
              .file("data.txt", "mine")
              .file(
                  "OutsideTest.java",
                  """
                  import static org.junit.jupiter.api.Assertions.*;
                  import java.io.IOException;
                  import java.net.*;
                  import java.nio.file.*;
                  import org.junit.jupiter.api.Test;
                  class OutsideTest {
                    @Test void ownFiles() throws Exception {
                      assertEquals("mine", Files.readString(Path.of("data.txt")));
                      Files.writeString(Path.of("data.txt"), "changed");
                      Files.createTempFile("a", "b");
                    }
                    @Test void secret() { assertFalse(Files.exists(Path.of("%s"))); }
                    @Test void network() {
                      assertThrows(IOException.class, () -> new Socket("127.0.0.1", %d).close());
                    }
                    @Test void system() {
                      assertThrows(IOException.class, () -> Files.createFile(Path.of("/usr/x")));
                    }
                    @Test void others() {
                      assertTrue(ProcessHandle.allProcesses().count() < 5);
                    }
                    @Test void environment() {
                      assertTrue(System.getenv().keySet().stream().noneMatch(k -> k.contains("KEY")));
                    }
                  }
                  """
                      .formatted(secret, server.getLocalPort()));
      Map<String, String> before = project.snapshot();
      try (Workbench bench = project.open(WorkbenchOptions.DEFAULT.withOffline(true))) {
        assertThat(bench.sandbox()).isEqualTo(Sandbox.BUBBLEWRAP);
        TestRun run = bench.run(bench.baseline(), bench.allTests(), Project.minute());
        assertThat(run.results()).hasSize(6);
        assertThat(run.results())
            .allSatisfy(r -> assertThat(r.outcome()).as("%s", r).isEqualTo(TestRun.Outcome.PASSED));
      }
      assertThat(project.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void forbiddenTestsDoNotRun() {
    Project project =
        new Project(root)
            .file("ATest.java", "class ATest { @org.junit.jupiter.api.Test void a() {} }");
    try (Workbench bench =
        project.open(WorkbenchOptions.DEFAULT.withOffline(true).withTestsForbidden(true))) {
      assertThat(bench.sandbox()).isEqualTo(Sandbox.FORBIDDEN);
      assertThatThrownBy(() -> bench.run(bench.baseline(), bench.allTests(), Project.minute()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("may not run");
    }
  }

  @Test
  void badWorkspacesAreToldInOneLine() throws IOException {
    assertThatThrownBy(() -> new Project(root).open())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("neither a build file");
    assertThatThrownBy(() -> new Project(root.resolve("nowhere")).open())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no such folder");
    Files.write(root.resolve("A.java"), new byte[] {'/', '/', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> new Project(root).open())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("A.java is not valid UTF-8");
  }

  @Test
  void readOnlyWorkspaceIsFine() throws IOException {
    Project project =
        new Project(root)
            .file("ATest.java", "class ATest { @org.junit.jupiter.api.Test void a() {} }");
    assertThat(root.resolve("ATest.java").toFile().setReadOnly()).isTrue();
    assertThat(root.toFile().setReadOnly()).isTrue();
    try (Workbench bench = project.open()) {
      TestRun run = bench.run(bench.baseline(), bench.allTests(), Project.minute());
      assertThat(run.passed()).as("%s", List.of(run)).isTrue();
    } finally {
      assertThat(root.toFile().setWritable(true)).isTrue();
    }
  }
}
