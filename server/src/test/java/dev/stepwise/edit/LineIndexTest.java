package dev.stepwise.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineIndexTest {

  @Test
  void countsPerEncoding() {
    // a: 1 unit each; é: 2 bytes; 漢: 3 bytes; 😀: 4 bytes, 2 code units.
    check("aé漢😀b", 5, PositionEncoding.UTF_16, new Position(0, 5));
    check("aé漢😀b", 5, PositionEncoding.UTF_8, new Position(0, 10));
    check("aé漢😀b", 5, PositionEncoding.UTF_32, new Position(0, 4));
  }

  @Test
  void endsLinesAtLfCrLfAndLoneCr() {
    LineIndex lines = LineIndex.of("a\nb\r\nc\rd");
    assertThat(lines.lineCount()).isEqualTo(4);
    assertThat(lines.line(1)).isEqualTo("b");
    check("a\nb\r\nc\rd", 7, PositionEncoding.UTF_16, new Position(3, 0));
    assertThat(LineIndex.of("a\n").lineCount()).isEqualTo(2);
    assertThat(LineIndex.of("").lineCount()).isEqualTo(1);
  }

  @Test
  void movesPositionsOutsideToTheNearestPlace() {
    LineIndex lines = LineIndex.of("ab\r\ncd");
    assertThat(lines.offset(new Position(0, 99), PositionEncoding.UTF_16)).isEqualTo(2);
    assertThat(lines.offset(new Position(9, 0), PositionEncoding.UTF_16)).isEqualTo(6);
    assertThat(lines.offset(new Position(-1, 5), PositionEncoding.UTF_16)).isZero();
    assertThat(lines.offset(new Position(1, -3), PositionEncoding.UTF_16)).isEqualTo(4);
    assertThat(lines.position(99, PositionEncoding.UTF_16)).isEqualTo(new Position(1, 2));
  }

  @Test
  void middleOfACharacterMeansItsStart() {
    assertThat(LineIndex.of("😀").offset(new Position(0, 1), PositionEncoding.UTF_16)).isZero();
    assertThat(LineIndex.of("x😀").offset(new Position(0, 3), PositionEncoding.UTF_8)).isEqualTo(1);
    assertThat(LineIndex.of("😀").position(1, PositionEncoding.UTF_16))
        .isEqualTo(new Position(0, 0));
  }

  private static void check(String text, int offset, PositionEncoding encoding, Position position) {
    LineIndex lines = LineIndex.of(text);
    assertThat(lines.position(offset, encoding)).isEqualTo(position);
    assertThat(lines.offset(position, encoding)).isEqualTo(offset);
  }
}
