package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a JDK and a Maven that only tell how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {
  @TempDir Path temp;
  private Path home;
  private Path launcher;
  private Path tools;
  private Path maven;
  private Path jdk;

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    home = temp.resolve("a folder with spaces");
    launcher = home.resolve("server/bin/stepwise");
    Files.createDirectories(launcher.getParent());
    Files.copy(Path.of(System.getProperty("stepwise.home"), "server", "bin", "stepwise"), launcher);
    Files.createDirectories(home.resolve("server/src/main"));
    Files.createDirectories(home.resolve("models"));
    for (String file : List.of("pom.xml", "server/pom.xml", "models/catalogue.json")) {
      Files.writeString(home.resolve(file), "");
    }
    tools = Files.createDirectories(temp.resolve("tools"));
    maven =
        script(
            tools.resolve("mvn"),
            """
            echo "standard output of Maven"
            echo built >> "$PWD/builds"
            [ -e "$PWD/broken" ] && { echo "[ERROR] it is broken"; exit 1; }
            mkdir -p server/target && echo jar > server/target/stepwise.jar
            """);
    jdk = jdk("jdk 25", "25.0.1");
  }

  @Test
  void buildsOnceAndPassesEverythingOn() throws Exception {
    Result first = run(launcher, "fix", "--issue", "a  b", "");
    assertThat(first.err()).contains("building").doesNotContain("standard output");
    assertThat(first.exit()).isEqualTo(7);
    assertThat(first.out()).endsWith("[fix][--issue][a  b][]\n").startsWith("[-");
    assertThat(first.out()).contains("[-Dstepwise.home=" + home.toRealPath() + "]");
    Result second = run(launcher, "doctor");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceChanged() throws Exception {
    run(launcher, "doctor");
    Path source = Files.writeString(home.resolve("server/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(launcher, "doctor").err()).contains("building");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void worksThroughLinks() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path absolute = Files.createSymbolicLink(bin.resolve("one"), launcher);
    Path relative = Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
    assertThat(run(absolute, "x").out()).endsWith("[x]\n");
    assertThat(run(relative, "y").out()).endsWith("[y]\n");
  }

  @Test
  void takesAJdkFromTheUsualFoldersIfJavaHomeIsTooOld() throws Exception {
    Path user = Files.createDirectories(temp.resolve("user"));
    Files.createDirectories(user.resolve(".sdkman/candidates/java"));
    Files.move(jdk, user.resolve(".sdkman/candidates/java/25.0.1-tem"));
    Path old = jdk("old", "17.0.9");
    Result result =
        run(launcher, Map.of("JAVA_HOME", old.toString(), "HOME", user.toString()), "x");
    assertThat(result.out()).endsWith("[x]\n");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Files.delete(maven);
    Result noMaven = run(launcher, "x");
    assertThat(noMaven.exit()).isEqualTo(2);
    assertThat(noMaven.err()).contains("Maven was not found");
  }

  @Test
  void saysWhyTheBuildFailedAndTriesAgainNextTime() throws Exception {
    Path broken = Files.writeString(home.resolve("broken"), "");
    Result failed = run(launcher, "x");
    assertThat(failed.exit()).isEqualTo(2);
    assertThat(failed.err()).contains("[ERROR] it is broken", "the whole log is in");
    Files.delete(broken);
    assertThat(run(launcher, "x").out()).endsWith("[x]\n");
  }

  @Test
  void aDeadBuildStopsNobody() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(home.resolve("server/target/build.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertThat(run(launcher, "x").out()).endsWith("[x]\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    Process one = start(launcher, Map.of(), "one");
    Process two = start(launcher, Map.of(), "two");
    assertThat(finish(one).out()).endsWith("[one]\n");
    assertThat(finish(two).out()).endsWith("[two]\n");
    assertThat(builds()).isEqualTo(1);
  }

  private int builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }

  private Path jdk(String name, String version) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name).resolve("bin")).getParent();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(folder.resolve("bin/javac"), "");
    script(folder.resolve("bin/java"), "printf '[%s]' \"$@\"\necho\nexit 7\n");
    return folder;
  }

  private static Path script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Result run(Path program, String... arguments) throws Exception {
    return finish(start(program, Map.of(), arguments));
  }

  private Result run(Path program, Map<String, String> environment, String... arguments)
      throws Exception {
    return finish(start(program, environment, arguments));
  }

  private Process start(Path program, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().keySet().removeIf(k -> k.startsWith("JAVA") || k.startsWith("JDK"));
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", tools + ":/usr/bin:/bin");
    // The machine's own Maven must not be found where the test took ours away.
    if (!Files.exists(maven)) {
      builder.environment().put("PATH", onlyCoreTools().toString());
    }
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path onlyCoreTools() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("core"));
    for (String tool :
        List.of("sh", "dirname", "readlink", "sed", "find", "head", "mkdir", "rm", "cat")) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path program = Path.of(place, tool);
        if (Files.exists(program) && !Files.exists(folder.resolve(tool))) {
          Files.createSymbolicLink(folder.resolve(tool), program);
        }
      }
    }
    return folder;
  }

  private static Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }
}
