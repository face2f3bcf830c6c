package dev.underpin.planner.step;

/**
 * What a step keeps others from doing while it runs.
 *
 * @param name the engine's name for it, such as {@code ACCESS EXCLUSIVE}
 * @param blocks what the application notices
 * @param work how long it is held
 */
public record Lock(String name, Blocks blocks, Work work) {
  /** What the application notices. */
  public enum Blocks {
    NOTHING("allows reads and writes"),
    WRITES("blocks writes"),
    READS_AND_WRITES("blocks reads and writes");

    private final String words;

    Blocks(String words) {
      this.words = words;
    }

    /** The effect in words. */
    public String words() {
      return words;
    }
  }

  /** What the server has to do while it holds the lock. */
  public enum Work {
    CATALOG("metadata only"),
    ROWS("the rows of one batch"),
    SCAN("reads the table"),
    INDEX("reads the table twice"),
    REWRITE("rewrites the table"),
    QUERY("runs the query");

    private final String words;

    Work(String words) {
      this.words = words;
    }

    /** The work in words. */
    public String words() {
      return words;
    }
  }

  /** The lock and its work in words, as a saved file has them. */
  public String sentence() {
    return name + ", " + work.words();
  }

  /** The work that such words end with; what is not known is the most. */
  public static Work work(String sentence) {
    for (Work work : Work.values()) if (sentence.endsWith(", " + work.words())) return work;
    return Work.REWRITE;
  }

  /** The name that such words begin with. */
  public static String name(String sentence) {
    int end = sentence.lastIndexOf(", ");
    return end < 0 ? sentence : sentence.substring(0, end);
  }

  /** True where writers wait for as long as the table is large. */
  public boolean stopsWritersForLong() {
    return blocks != Blocks.NOTHING
        && (work == Work.SCAN || work == Work.REWRITE || work == Work.INDEX || work == Work.QUERY);
  }
}
