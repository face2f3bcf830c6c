package dev.underpin.dialect.mysql.ddl;

import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code ALTER TABLE … ALGORITHM=COPY} taken apart, for a tool that makes the copy itself.
 *
 * @param table the table; the database is empty where the statement names none
 * @param clauses what changes, without the algorithm and the lock
 */
public record CopyStatement(QualifiedName table, String clauses) {
  private static final String NAME = "`((?:[^`]|``)+)`";
  private static final Pattern PATTERN =
      Pattern.compile(
          "ALTER TABLE (?:" + NAME + "\\.)?" + NAME + " (.+), ALGORITHM=COPY, LOCK=[A-Z]+",
          Pattern.DOTALL);

  /** Take a statement apart, comments before it left away; absent where it is something else. */
  public static Optional<CopyStatement> parse(String statement) {
    String bare = statement.strip().replaceFirst("^(?:--.*\\R\\s*)+", "");
    Matcher matcher = PATTERN.matcher(bare);
    if (!matcher.matches()) return Optional.empty();
    String database = matcher.group(1) == null ? "" : matcher.group(1).replace("``", "`");
    return Optional.of(
        new CopyStatement(
            new QualifiedName(database, matcher.group(2).replace("``", "`")), matcher.group(3)));
  }
}
