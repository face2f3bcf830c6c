package dev.underpin.dialect.mysql.canonical;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a script may not say that is tried in a scratch database: it would change another database,
 * or the server.
 */
public final class ScratchRule {
  /** What is named behind these is made or changed; what is only read may lie elsewhere. */
  private static final Set<String> BEFORE_NAME =
      Set.of(
          "table", "into", "update", "view", "trigger", "procedure", "function", "event", "exists");

  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "database",
          "schema",
          "user",
          "role",
          "server",
          "tablespace",
          "undo",
          "logfile",
          "resource",
          "instance");

  private ScratchRule() {}

  /** Why a statement cannot be tried; empty where it can. */
  public static Optional<String> refuses(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    if (tokens.isEmpty()) return Optional.empty();
    String first = tokens.get(0).lower();
    String second = tokens.size() > 1 ? tokens.get(1).lower() : "";
    boolean ofServer =
        switch (first) {
          case "use" -> true;
          case "grant",
              "revoke",
              "install",
              "uninstall",
              "reset",
              "purge",
              "kill",
              "shutdown",
              "restart" ->
              true;
          case "create", "drop", "alter", "rename" -> OF_THE_SERVER.contains(second);
          case "set" ->
              Set.of("global", "persist", "persist_only", "password").contains(second)
                  || second.startsWith("@@global.");
          default -> false;
        };
    if (ofServer)
      return Optional.of(
          "is not about one database: %s %s"
              .formatted(first.toUpperCase(Locale.ROOT), second.toUpperCase(Locale.ROOT)));
    boolean reads = false;
    for (int i = 1; i + 1 < tokens.size(); i++) {
      Token before = tokens.get(i - 1);
      reads = reads || before.word("select");
      boolean changed =
          BEFORE_NAME.contains(before.lower())
              || before.word("from") && first.equals("delete")
              || before.word("on") && !reads;
      if (changed && tokens.get(i).isName() && tokens.get(i + 1).is("."))
        return Optional.of("names a database: " + tokens.get(i).name());
    }
    return Optional.empty();
  }
}
