package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The attributes of a table that may name one of its indexes. {@code replica_identity} says what of
 * an old row logical replication logs: {@code full}, {@code nothing} or {@code using index NAME}
 * (<a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE … REPLICA
 * IDENTITY</a>). {@code cluster_on} names the index by which {@code CLUSTER} sorts the rows.
 */
public enum IndexOption {
  REPLICA_IDENTITY("replica_identity"),
  CLUSTER_ON("cluster_on");

  private final String key;

  IndexOption(String key) {
    this.key = key;
  }

  /** Its key in the YAML and in the model. */
  public String key() {
    return key;
  }

  public static Optional<IndexOption> of(String key) {
    return List.of(values()).stream().filter(o -> o.key.equals(key)).findFirst();
  }

  /** The index that a value names. */
  public Optional<String> index(Optional<String> value) {
    if (this == CLUSTER_ON) return value;
    return value.map(Lexer::tokens).filter(t -> t.size() > 1).map(t -> last(t).name());
  }

  /** The value that names an index. */
  public String naming(String index) {
    return this == CLUSTER_ON ? index : "using index " + Identifiers.quoteIfNeeded(index);
  }

  /**
   * What replaces the named index while it is replaced itself. With {@code full} rows can still be
   * changed while they are published.
   */
  public Optional<String> withoutIndex() {
    return this == CLUSTER_ON ? Optional.empty() : Optional.of("full");
  }

  /**
   * A value as the catalog has it, or nothing where it cannot be read. {@code default} is empty.
   */
  public Optional<String> canonical(String value) {
    if (this == CLUSTER_ON) return Optional.of(value);
    List<Token> tokens = Lexer.tokens(value);
    String first = tokens.isEmpty() ? "" : tokens.get(0).text().toLowerCase(Locale.ROOT);
    if (tokens.size() == 1 && first.equals("default")) return Optional.of("");
    if (tokens.size() == 1 && List.of("full", "nothing").contains(first)) return Optional.of(first);
    int words = first.equals("using") ? 3 : 2;
    boolean named =
        tokens.size() == words && tokens.get(words - 2).word("index") && last(tokens).identifier();
    return named ? Optional.of(naming(last(tokens).name())) : Optional.empty();
  }

  /** The action of {@code ALTER TABLE} that sets it. */
  public String change(Optional<String> value) {
    Optional<String> index = index(value).map(Identifiers::quote);
    if (this == CLUSTER_ON) return index.map(i -> "CLUSTER ON " + i).orElse("SET WITHOUT CLUSTER");
    String words = value.map(v -> v.toUpperCase(Locale.ROOT)).orElse("DEFAULT");
    return "REPLICA IDENTITY " + index.map(i -> "USING INDEX " + i).orElse(words);
  }

  private static Token last(List<Token> tokens) {
    return tokens.get(tokens.size() - 1);
  }
}
