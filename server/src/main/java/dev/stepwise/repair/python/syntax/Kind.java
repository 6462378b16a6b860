package dev.stepwise.repair.python.syntax;

/** What sort of value an expression has, as far as the code around tells. */
public enum Kind {
  NUMBER,
  TEXT,
  /** A list or tuple. */
  SEQUENCE,
  MAPPING,
  SET,
  BOOLEAN,
  /** Something that can be iterated or indexed, of a sort not known. */
  CONTAINER,
  /** Something with attributes. */
  OBJECT,
  NONE,
  UNKNOWN;

  /** Whether a value of the other kind may stand where one of this kind stands. */
  public boolean fits(Kind other) {
    return this == other
        || this == UNKNOWN
        || other == UNKNOWN
        || this == NONE
        || other == NONE
        || (this == CONTAINER && other.isContainer())
        || (other == CONTAINER && isContainer());
  }

  /** Whether it can be iterated. */
  public boolean isContainer() {
    return switch (this) {
      case TEXT, SEQUENCE, MAPPING, SET, CONTAINER -> true;
      default -> false;
    };
  }

  /** Whether it may be a number. */
  public boolean mayCount() {
    return this == NUMBER || this == UNKNOWN;
  }

  /** Whether it may be iterated or indexed. */
  public boolean mayHold() {
    return isContainer() || this == UNKNOWN;
  }
}
