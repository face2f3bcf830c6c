package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code nextval} on a sequence that nobody declares, and that no other column owns or draws from,
 * is the written-out form of a serial column.
 */
final class SerialDefaults {
  private final String namespace;
  private final Set<QualifiedName> taken;
  private final Map<QualifiedName, Integer> users = new HashMap<>();

  /**
   * @param declared the sequences that are declared by themselves
   */
  SerialDefaults(String namespace, Set<QualifiedName> declared, Collection<Table> tables) {
    this.namespace = namespace;
    this.taken = new HashSet<>(declared);
    for (Table table : tables) {
      for (Column column : table.columns()) {
        column.identity().ifPresent(i -> taken.add(sequence(table.name(), column, i)));
        drawn(column).ifPresent(s -> users.merge(s, 1, Integer::sum));
      }
    }
  }

  private static QualifiedName sequence(QualifiedName table, Column column, Identity identity) {
    return identity
        .sequence()
        .name()
        .orElseGet(
            () -> table.withName(Identifiers.objectName(table.name(), column.name(), "seq")));
  }

  Table of(Table table) {
    return table.mapColumns(this::of);
  }

  private Column of(Column column) {
    Optional<QualifiedName> sequence = drawn(column);
    if (sequence.isEmpty()
        || taken.contains(sequence.get())
        || users.getOrDefault(sequence.get(), 0) > 1) return column;
    SequenceOptions options = SequenceOptions.DEFAULT.withName(sequence);
    return column
        .withDefault(Optional.empty())
        .withIdentity(Optional.of(new Identity(Identity.Kind.SERIAL, options)));
  }

  /** The sequence of a default that is nothing but its next number. */
  Optional<QualifiedName> drawn(Column column) {
    if (column.identity().isPresent() || column.defaultValue().isEmpty()) return Optional.empty();
    List<Token> tokens =
        Lexer.tokens(ExpressionNormalizer.canonical(column.defaultValue().get().written()));
    boolean nextval =
        tokens.size() == 6
            && tokens.get(0).word("nextval")
            && tokens.get(2).kind() == Kind.STRING
            && tokens.get(4).word("regclass");
    if (!nextval) return Optional.empty();
    String literal = tokens.get(2).text();
    List<Token> name = Lexer.tokens(literal.substring(1, literal.length() - 1).replace("''", "'"));
    if (name.size() == 1) return Optional.of(new QualifiedName(namespace, name.get(0).name()));
    return name.size() == 3
        ? Optional.of(new QualifiedName(name.get(0).name(), name.get(2).name()))
        : Optional.empty();
  }
}
