package dev.stepwise.model.host;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * How a running host is reached; written by the host once it is ready, readable by the user alone.
 *
 * @param port on the loopback interface
 * @param token what a client must show
 * @param pid the host's process
 */
record HostFile(int port, String token, long pid) {

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Empty if there is none or it cannot be understood. */
  static Optional<HostFile> read(Path file) throws IOException {
    try {
      JsonNode node = new ObjectMapper().readTree(Files.readAllBytes(file));
      HostFile host =
          new HostFile(
              node.path("port").asInt(), node.path("token").asText(), node.path("pid").asLong());
      return host.port() > 0 && !host.token().isEmpty() ? Optional.of(host) : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Appears under its name only when it is whole. */
  void write(Path file) throws IOException {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("port", port).put("token", token).put("pid", pid);
    Path fresh = file.resolveSibling(file.getFileName() + "." + pid);
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] mine =
        RuntimeFolder.posix()
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)) {
      out.write(ByteBuffer.wrap(node.toString().getBytes(StandardCharsets.UTF_8)));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes what hosts that were killed while they wrote have left beside the file. */
  static void sweep(Path file) throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(file.toAbsolutePath().getParent(), file.getFileName() + ".*")) {
      for (Path half : left) {
        Files.deleteIfExists(half);
      }
    }
  }

  /** Deletes the file if it still is this host's. */
  void delete(Path file) throws IOException {
    if (read(file).filter(this::equals).isPresent()) {
      Files.deleteIfExists(file);
    }
  }
}
