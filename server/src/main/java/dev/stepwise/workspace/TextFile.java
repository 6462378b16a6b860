package dev.stepwise.workspace;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * A text file on disk.
 *
 * @param text without byte order mark, line ends as they are
 * @param byteOrderMark whether the file starts with one; kept when writing
 */
public record TextFile(String text, boolean byteOrderMark) {
  private static final char MARK = '\uFEFF';

  /**
   * Reads a file.
   *
   * @throws UserException if it cannot be read or is not UTF-8
   */
  public static TextFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": check that it is there and readable", e);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserException(file + " is not UTF-8: convert it, for example with iconv", e);
    }
    boolean mark = !text.isEmpty() && text.charAt(0) == MARK;
    return new TextFile(mark ? text.substring(1) : text, mark);
  }

  public TextFile withText(String newText) {
    return new TextFile(newText, byteOrderMark);
  }

  /**
   * Replaces a file in one step: a reader sees the old or the new text, never half of it.
   *
   * @throws UserException if the folder or the file cannot be written
   */
  public void write(Path file) {
    Path temporary = null;
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isWritable(target)) {
        throw new UserException("cannot write " + file + ": it is read-only");
      }
      temporary = Files.createTempFile(target.getParent(), ".stepwise", ".tmp");
      Files.writeString(temporary, byteOrderMark ? MARK + text : text);
      copyPermissions(target, temporary);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(temporary);
      throw new UserException("cannot write " + file + ": check its folder's permissions", e);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static void discard(@Nullable Path temporary) {
    try {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("left behind: " + temporary, e);
    }
  }
}
