package dev.underpin.workflow.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What says which databases of one schema there are.
 *
 * @param texts of {@link Kind#URLS} all URLs; else the one pattern, command or query
 * @param url for {@link Kind#QUERY} the database that is asked, as it is written; else empty
 * @param directory where relative paths start, and where a command runs
 */
public record Targets(Kind kind, List<String> texts, String url, Path directory) {
  /** How they are named. */
  public enum Kind {
    /** By their URLs. */
    URLS,
    /** By a pattern of files. */
    FILES,
    /** By a command of the shell, which prints a URL a line. */
    COMMAND,
    /** By a query, whose rows say where the databases are. */
    QUERY;

    /** The key of {@code underpin.yaml}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Targets {
    texts = List.copyOf(texts);
  }

  /** The one pattern, command or query. */
  public String text() {
    return texts.get(0);
  }

  /** The key that names them; a command and a query may have a secret in them. */
  @Override
  public String toString() {
    return "targets." + kind.word() + (kind == Kind.FILES ? " (" + text() + ")" : "");
  }
}
