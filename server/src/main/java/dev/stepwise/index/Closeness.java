package dev.stepwise.index;

/** How close files are to one: the same file, then the more leading folders they share. */
final class Closeness {
  private final String near;

  Closeness(String near) {
    this.near = near;
  }

  int of(String path) {
    if (path.equals(near)) {
      return Integer.MAX_VALUE;
    }
    int shared = 0;
    int end = Math.min(path.length(), near.length());
    for (int i = 0; i < end && path.charAt(i) == near.charAt(i); i++) {
      shared += path.charAt(i) == '/' ? 1 : 0;
    }
    return shared;
  }
}
