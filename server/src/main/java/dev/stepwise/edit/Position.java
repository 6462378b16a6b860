package dev.stepwise.edit;

/**
 * A place in a text as editors name it.
 *
 * @param line zero-based
 * @param character zero-based, in units of a {@link PositionEncoding}, from the start of the line
 */
public record Position(int line, int character) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(character, other.character);
  }
}
