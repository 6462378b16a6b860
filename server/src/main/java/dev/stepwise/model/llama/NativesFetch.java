package dev.stepwise.model.llama;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings this machine's llama.cpp below a folder: {@code npm pack}, check of the pinned SHA-512,
 * unpack. The build runs it; archives are kept in the user's cache folder, so that a second clone
 * downloads nothing.
 */
public final class NativesFetch {
  /** Not the bindings for Node.js and llama.cpp's own tools. */
  private static final Pattern LIBRARIES =
      Pattern.compile("(lib)?(ggml|llama)(?!-common)[A-Za-z0-9._-]*\\.(so|dylib|dll|metal)");

  private final Path cache;
  private final List<String> npm;

  NativesFetch(Path cache, List<String> npm) {
    this.cache = cache;
    this.npm = npm;
  }

  /**
   * For the build: fetches into the folder given as the only argument. A failure is one line on
   * standard error and exit status 1.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Thread.currentThread()
        .setUncaughtExceptionHandler((t, e) -> System.err.println("[ERROR] " + e.getMessage()));
    NativePackage here =
        NativePackage.here()
            .orElseThrow(
                () ->
                    new UserException(
                        "no llama.cpp is pinned for "
                            + System.getProperty("os.name")
                            + " on "
                            + System.getProperty("os.arch")));
    new NativesFetch(userCache(), List.of(npmCommand(), "pack", "--silent"))
        .fetch(here, Path.of(args[0]));
  }

  /** Leaves the libraries in {@code natives/PLATFORM}; does nothing where they are there. */
  Path fetch(NativePackage wanted, Path natives) throws IOException, InterruptedException {
    Path folder = natives.resolve(wanted.platform());
    Path stamp = folder.resolve("sha512");
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted.sha512())) {
      return folder;
    }
    Path archive = archive(wanted);
    Files.createDirectories(natives);
    Path fresh = Files.createTempDirectory(natives, "unpack");
    try (InputStream in = Files.newInputStream(archive)) {
      TarGz.unpack(in, "package/bins/" + wanted.platform() + "/", LIBRARIES, fresh);
    }
    Files.writeString(fresh.resolve("sha512"), wanted.sha512());
    deleteTree(folder);
    Files.move(fresh, folder);
    return folder;
  }

  private Path archive(NativePackage wanted) throws IOException, InterruptedException {
    Path kept = cache.resolve(wanted.archiveName());
    if (Files.exists(kept) && sha512(kept).equals(wanted.sha512())) {
      return kept;
    }
    Files.createDirectories(cache);
    Path fresh = Files.createTempDirectory(cache, "npm");
    try {
      Path packed = download(wanted, fresh);
      String found = sha512(packed);
      if (!found.equals(wanted.sha512())) {
        throw new UserException(
            "wrong hash of "
                + wanted.coordinates()
                + ": SHA-512 "
                + found
                + " instead of the pinned "
                + wanted.sha512()
                + "; not used");
      }
      return Files.move(
          packed, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      deleteTree(fresh);
    }
  }

  private Path download(NativePackage wanted, Path folder)
      throws IOException, InterruptedException {
    System.err.println("[INFO] npm pack " + wanted.coordinates() + " (about 11 MB, once)");
    Path log = folder.resolve("log");
    Process process;
    try {
      process =
          new ProcessBuilder(Stream.concat(npm.stream(), Stream.of(wanted.coordinates())).toList())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UserException(
          "npm is needed to fetch llama.cpp (" + e.getMessage() + "); install Node.js 20 or later",
          e);
    }
    int status = process.waitFor();
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> packed = files.filter(f -> f.toString().endsWith(".tgz")).findFirst();
      if (status == 0 && packed.isPresent()) {
        return packed.get();
      }
    }
    String said = Files.readString(log).strip().replaceAll("\\s*\\R\\s*", " | ");
    throw new UserException(
        "npm pack "
            + wanted.coordinates()
            + " failed with status "
            + status
            + (said.isEmpty() ? "" : ": " + said));
  }

  private static String npmCommand() {
    return System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("stepwise").resolve("natives");
  }

  static String sha512(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.toList().reversed();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
