package dev.stepwise.model.catalogue;

/** Told how a pull goes on. Called from several threads. */
public interface Progress {
  /** Says nothing and accepts nothing that needs the user's consent. */
  Progress SILENT =
      new Progress() {
        @Override
        public void bytes(String what, long done, long total) {}

        @Override
        public void say(String line) {}
      };

  /**
   * So many bytes are here.
   *
   * @param total 0 where unknown
   */
  void bytes(String what, long done, long total);

  /** Something the user should know, one line. */
  void say(String line);

  /** Whether the user agrees; asked before weights without a known hash are used. */
  default boolean accepts(String question) {
    return false;
  }
}
