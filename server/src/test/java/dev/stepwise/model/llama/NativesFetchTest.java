package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesFetchTest {
  @TempDir Path folder;
  private Path archive;
  private NativePackage wanted;

  @BeforeEach
  void packArchive() throws IOException {
    archive = folder.resolve("made.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      entry(out, "package/package.json", "{}");
      entry(out, "package/bins/linux-x64/libllama.so", "library");
      entry(out, "package/bins/linux-x64/llama-addon.node", "addon");
      entry(out, "package/bins/linux-x64/../../../libggml.so", "evil");
      out.write(new byte[1024]);
    }
    wanted = new NativePackage("linux-x64", "1.0.0", NativesFetch.sha512(archive));
  }

  private static void entry(OutputStream out, String name, String text) throws IOException {
    byte[] header = new byte[512];
    copy(name, header, 0);
    copy("%011o".formatted(text.length()), header, 124);
    header[156] = '0';
    out.write(header);
    byte[] body = new byte[512];
    copy(text, body, 0);
    out.write(body);
  }

  private static void copy(String text, byte[] into, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }

  private NativesFetch fetch(String npm) {
    return new NativesFetch(folder.resolve("cache"), List.of("sh", "-c", npm, "npm"));
  }

  @Test
  void unpacksTheLibrariesOnlyAndOnlyOnce() throws Exception {
    Path natives = folder.resolve("natives");
    Path found = fetch("cp " + archive + " got.tgz").fetch(wanted, natives);
    try (var files = Files.list(found)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("libllama.so", "sha512");
    }
    assertThat(folder.resolve("libggml.so")).doesNotExist();
    assertThat(fetch("exit 1").fetch(wanted, natives)).isEqualTo(found);
    assertThat(fetch("exit 1").fetch(wanted, folder.resolve("second clone"))).isDirectory();
  }

  @Test
  void refusesAWrongHash() {
    NativePackage other = new NativePackage("linux-x64", "1.0.0", "AAAA");
    assertThatThrownBy(
            () -> fetch("cp " + archive + " got.tgz").fetch(other, folder.resolve("natives")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("wrong hash of @node-llama-cpp/linux-x64@1.0.0");
    assertThat(folder.resolve("natives").resolve("linux-x64")).doesNotExist();
  }

  @Test
  void saysWhatNpmSaid() {
    assertThatThrownBy(
            () -> fetch("echo no network; exit 7").fetch(wanted, folder.resolve("natives")))
        .isInstanceOf(UserException.class)
        .hasMessage("npm pack @node-llama-cpp/linux-x64@1.0.0 failed with status 7: no network");
  }

  @Test
  void knowsSixPlatforms() {
    assertThat(NativePackage.all()).hasSize(6);
    assertThat(NativePackage.of("Linux", "amd64").orElseThrow().platform()).isEqualTo("linux-x64");
    assertThat(NativePackage.of("Mac OS X", "aarch64").orElseThrow().platform())
        .isEqualTo("mac-arm64-metal");
    assertThat(NativePackage.of("Windows 11", "amd64").orElseThrow().platform())
        .isEqualTo("win-x64");
  }
}
