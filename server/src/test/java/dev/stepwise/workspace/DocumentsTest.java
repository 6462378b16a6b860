package dev.stepwise.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Position;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.settings.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
  private static final String[] PIECES = {
    "a", "foo(", "\n", "\r\n", "\r", "é", "漢字", "😀", "👩‍👩‍👧", "e\u0301", "\t", "}\n\n", ""
  };

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(PositionEncoding.class)
  void incrementalChangesEqualANaiveRebuild(PositionEncoding encoding) {
    long seed = 42;
    Random random = new Random(seed);
    Path file = folder.resolve("A.java");
    Documents documents = new Documents();
    for (int run = 0; run < 200; run++) {
      String text = pieces(random, 30);
      documents.open(file, "java", 0, text);
      for (int version = 1; version <= 10; version++) {
        List<ContentChange> changes = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          List<Place> places = places(text, encoding);
          Place a = places.get(random.nextInt(places.size()));
          Place b = places.get(random.nextInt(places.size()));
          Place start = a.offset() <= b.offset() ? a : b;
          Place end = a.offset() <= b.offset() ? b : a;
          String piece = pieces(random, 3);
          changes.add(new ContentChange.Splice(start.position(), end.position(), piece));
          text = text.substring(0, start.offset()) + piece + text.substring(end.offset());
        }
        assertThat(documents.change(file, version, changes, encoding)).isTrue();
        assertThat(documents.snapshot().text(file))
            .as("seed %d run %d version %d", seed, run, version)
            .contains(text);
      }
    }
  }

  /** Helix before 25.07 sends changes from tasks of their own, up to 29 overtook one in a trial. */
  @Test
  void changesThatWereOvertakenGoWhereTheirVersionsSay() {
    Random random = new Random(43);
    Path file = folder.resolve("A.java");
    for (int run = 0; run < 500; run++) {
      Documents documents = new Documents();
      String text = pieces(random, 30);
      documents.open(file, "java", 0, text);
      List<Integer> order = new ArrayList<>();
      List<List<ContentChange>> sent = new ArrayList<>();
      int version = 0;
      boolean leavesOut = random.nextInt(4) == 0; // as for the preview of a completion
      List<Integer> versions = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        List<Place> places = places(text, PositionEncoding.UTF_16);
        Place start = places.get(random.nextInt(places.size()));
        String piece = "<" + i + PIECES[random.nextInt(PIECES.length)] + ">";
        text = text.substring(0, start.offset()) + piece + text.substring(start.offset());
        sent.add(List.of(new ContentChange.Splice(start.position(), start.position(), piece)));
        version += leavesOut && random.nextInt(5) == 0 ? 2 : 1;
        versions.add(version);
        order.add(i);
      }
      Collections.shuffle(order, random);
      for (int i : order) {
        documents.change(file, versions.get(i), sent.get(i), PositionEncoding.UTF_16);
      }
      assertThat(documents.snapshot().text(file)).as("run %d, %s", run, order).contains(text);
      assertThat(documents.snapshot().version(file)).hasValue(version);
    }
  }

  @Test
  void changesOfEditorsThatNumberAnewAreTakenAsTheyCome() {
    Path file = folder.resolve("A.java");
    Documents documents = new Documents();
    documents.open(file, "java", 7, "");
    for (int version : new int[] {9, 9, 3, 4, 4, 10, 4}) {
      String text = version + " ";
      putInFront(documents, file, version, text);
      assertThat(documents.snapshot().text(file).orElseThrow()).startsWith(text);
      assertThat(documents.snapshot().version(file)).hasValue(version);
    }
  }

  @Test
  void longTextsAreNotKeptForChangesThatMayComeLate() {
    Path file = folder.resolve("A.java");
    Documents documents = new Documents();
    documents.open(file, "java", 0, "");
    for (int version = 2; version < 2_000; version += 2) {
      String text = version + "x".repeat(1_000_000);
      documents.change(
          file, version, List.of(new ContentChange.Full(text)), PositionEncoding.UTF_16);
      assertThat(documents.snapshot().text(file)).contains(text);
    }
  }

  @Test
  void waitsForWhatWasOvertakenButNotForWhatNeverComes() throws Exception {
    Path file = folder.resolve("A.java");
    Documents documents = new Documents();
    documents.open(file, "java", 0, "");
    putInFront(documents, file, 2, "b");
    assertThat(documents.whole(Duration.ofMillis(20)).text(file)).contains("b");
    Thread editor = Thread.ofVirtual().start(() -> putInFront(documents, file, 1, "a"));
    assertThat(documents.whole(Duration.ofMinutes(1)).text(file)).contains("ba");
    editor.join();
  }

  private static void putInFront(Documents documents, Path file, int version, String text) {
    Position start = new Position(0, 0);
    documents.change(
        file,
        version,
        List.of(new ContentChange.Splice(start, start, text)),
        PositionEncoding.UTF_16);
  }

  @Test
  void whoHearsOfAChangeFindsItInTheSnapshot() throws Exception {
    Path file = folder.resolve("A.java");
    Documents documents = new Documents();
    documents.open(file, "java", 0, "text\n".repeat(100_000));
    Position start = new Position(0, 0);
    List<ContentChange> changes =
        Collections.nCopies(100, new ContentChange.Splice(start, start, "typed "));
    try (History history = documents.follow(documents.snapshot())) {
      Thread editor =
          Thread.ofVirtual()
              .start(() -> documents.change(file, 1, changes, PositionEncoding.UTF_16));
      assertThat(history.await(history::changed, Duration.ofMinutes(1))).isTrue();
      assertThat(documents.snapshot().text(file).orElseThrow())
          .startsWith("typed ".repeat(100) + "text");
      editor.join();
      assertThat(history.states(file)).hasSize(101);
    }
  }

  private record Place(int offset, Position position) {}

  /** Every valid place of a text, counted by plain encoders instead of {@link LineIndex}. */
  private static List<Place> places(String text, PositionEncoding encoding) {
    List<Place> places = new ArrayList<>();
    int line = 0;
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      boolean insidePair =
          at > 0
              && at < text.length()
              && Character.isHighSurrogate(text.charAt(at - 1))
              && Character.isLowSurrogate(text.charAt(at));
      boolean insideLineEnd =
          at > 0 && at < text.length() && text.charAt(at - 1) == '\r' && text.charAt(at) == '\n';
      if (at > 0 && !insideLineEnd && "\r\n".indexOf(text.charAt(at - 1)) >= 0) {
        line++;
        start = at;
      }
      if (!insidePair && !insideLineEnd) {
        String before = text.substring(start, at);
        int character =
            switch (encoding) {
              case UTF_8 -> before.getBytes(StandardCharsets.UTF_8).length;
              case UTF_16 -> before.length();
              case UTF_32 -> before.codePointCount(0, before.length());
            };
        places.add(new Place(at, new Position(line, character)));
      }
    }
    return places;
  }

  private static String pieces(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void unsavedTextWinsOverDiskAndSnapshotsStay() throws Exception {
    Path file = Files.writeString(folder.resolve("A.java"), "on disk");
    Documents documents = new Documents();
    assertThat(documents.snapshot().text(file)).contains("on disk");
    documents.open(file, "java", 1, "opened");
    Snapshot early = documents.snapshot();
    documents.change(file, 2, List.of(new ContentChange.Full("typed")), PositionEncoding.UTF_16);
    assertThat(early.text(file)).contains("opened");
    assertThat(documents.snapshot().text(folder.resolve("x/../A.java"))).contains("typed");
    assertThat(documents.snapshot().version(file)).hasValue(2);
    documents.close(file);
    assertThat(documents.snapshot().text(file)).contains("on disk");
    assertThat(documents.snapshot().isOpen(file)).isFalse();
    assertThat(documents.change(file, 3, List.of(), PositionEncoding.UTF_16)).isFalse();
    assertThat(documents.snapshot().text(folder.resolve("none"))).isEmpty();
  }

  @Test
  void refusesOtherEncodingsInOneLine() throws Exception {
    Path file = folder.resolve("latin1.java");
    Files.write(file, "ä".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Snapshot.OF_DISK.text(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void keepsByteOrderMarkAndPermissions() throws Exception {
    Path file = Files.writeString(folder.resolve("bom.java"), "\uFEFFclass A {}\r\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Path link = Files.createSymbolicLink(folder.resolve("link.java"), file);
    TextFile read = TextFile.read(link);
    assertThat(read.text()).isEqualTo("class A {}\r\n");
    read.withText("class B {}\r\n").write(link);
    assertThat(Files.readString(file)).isEqualTo("\uFEFFclass B {}\r\n");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x---");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
