package dev.stepwise.index;

/** Follows a build of the index. Called from several threads. */
public interface IndexListener {
  IndexListener NONE = (done, total) -> {};

  /** {@code done} of {@code total} files that had to be read are indexed. */
  void progress(int done, int total);
}
