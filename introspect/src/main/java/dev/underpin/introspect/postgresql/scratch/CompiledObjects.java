package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lowering.CommentText;
import dev.underpin.dialect.postgresql.lowering.MaterializedViewText;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.schema.model.ObjectFacts;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.sqltext.StatementWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the server made of declared objects, by the names that they are to have. */
final class CompiledObjects {
  private final Schema live;
  private final ScratchNames names;
  private final UnaryOperator<String> types;
  private final String searched;

  /**
   * @param types puts the names of copied enums back into a text
   * @param searched the namespace of names without one
   */
  CompiledObjects(Schema live, ScratchNames names, UnaryOperator<String> types, String searched) {
    this.live = live;
    this.names = names;
    this.types = types;
    this.searched = searched;
  }

  /** The live object, where the declared text is the server's own. */
  Optional<SchemaObject> known(SchemaObject declared) {
    return Optional.ofNullable(live.objects().get(declared.key()))
        .filter(
            there ->
                isSame(declared.create().canonical(), there)
                    || StatementWords.areSame(
                        declared.create().written(), there.create().canonical(), searched, true));
  }

  private static boolean isSame(String text, SchemaObject there) {
    return there.create().canonical().equals(text)
        || there.kind() == Kind.MATERIALIZED_VIEW
            && MaterializedViewText.filled(there.create().canonical())
                .equals(MaterializedViewText.filled(text));
  }

  /**
   * The object as the server has it, or would have it; as declared where it was not compiled. A
   * copied configuration has all mappings in the server's text, so it is not copied then.
   */
  SchemaObject of(
      SchemaObject declared,
      Map<SchemaObject.Key, SchemaObject> read,
      Map<String, String> indexes) {
    Optional<SchemaObject> compiled = find(declared, read);
    if (compiled.isEmpty()) return extension(declared);
    SchemaObject found = compiled.get();
    boolean filled = declared.kind() == Kind.MATERIALIZED_VIEW;
    QualifiedName name = filled ? declared.name() : real(found);
    String text = filled ? materialized(declared, found, indexes) : text(found, name);
    Set<QualifiedName> uses = new HashSet<>();
    found.dependsOn().forEach(used -> uses.add(name(used)));
    Map<QualifiedName, Set<String>> columns = new HashMap<>();
    found.columns().forEach((table, used) -> columns.put(names.fromScratch(table), used));
    List<String> parts = found.facts().parts().stream().map(this::text).toList();
    SchemaObject object =
        new SchemaObject(
            declared.kind(),
            name,
            declared.table(),
            declared.kind().isTextSearch()
                ? SqlText.of(text)
                : SqlText.of(declared.create().written(), text).asWritten(),
            filled ? "DROP MATERIALIZED VIEW " + quoted(declared.name()) : text(found.drop()),
            uses,
            columns,
            declared.options(),
            new ObjectFacts(parts, List.of(), Optional.empty()));
    return Optional.ofNullable(live.objects().get(object.key()))
        .filter(there -> isSame(text, there))
        .orElse(object);
  }

  private String text(SchemaObject found, QualifiedName name) {
    String text = text(found.create().canonical());
    return found.kind() == Kind.RANGE_TYPE
        ? new RangeText(text).withoutUsualMultirange(name)
        : text;
  }

  private String text(String read) {
    return names.fromScratch(types.apply(read));
  }

  /** The arguments of a routine may name types that were copied. */
  private QualifiedName name(QualifiedName read) {
    QualifiedName real = names.fromScratch(read);
    QualifiedName plain = plain(real);
    return real.withName(plain.name() + text(real.name().substring(plain.name().length())));
  }

  /** A trigger or policy is in the namespace of its table. */
  private QualifiedName real(SchemaObject found) {
    return found
        .table()
        .map(table -> names.fromScratch(table).withName(found.name().name()))
        .orElseGet(() -> name(found.name()));
  }

  /** Its indexes by their names, as the catalog has them; then its comment. */
  private String materialized(
      SchemaObject declared, SchemaObject found, Map<String, String> indexes) {
    String view = text(ObjectText.of(found.create()).main().canonical());
    List<String> first = new ArrayList<>();
    List<String> last = new ArrayList<>();
    for (String rest : ObjectText.of(declared.create()).rest()) {
      if (ScratchIndexes.isIndex(rest)) first.add(indexes.getOrDefault(rest, rest));
      else last.add(CommentText.of(rest, Kind.MATERIALIZED_VIEW, declared.name()).orElse(rest));
    }
    first.sort(Comparator.comparing(CompiledObjects::indexName));
    StringBuilder text =
        new StringBuilder(
            MaterializedViewText.of(declared.create().written()).of(quoted(declared.name()), view));
    for (String rest : first) text.append(";\n").append(rest);
    for (String rest : last) text.append(";\n").append(rest);
    return text.toString();
  }

  private static String indexName(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    return tokens.get(tokens.get(1).word("index") ? 2 : 3).name();
  }

  private static String quoted(QualifiedName name) {
    return Identifiers.quote(name.schema()) + "." + Identifiers.quote(name.name());
  }

  private Optional<SchemaObject> find(
      SchemaObject declared, Map<SchemaObject.Key, SchemaObject> read) {
    if (!CompiledWorld.isCompiled(declared.kind())) return Optional.empty();
    Kind kind = declared.kind() == Kind.MATERIALIZED_VIEW ? Kind.VIEW : declared.kind();
    List<SchemaObject> alike =
        read.values().stream()
            .filter(o -> o.kind() == kind)
            .filter(o -> o.table().map(names::fromScratch).equals(declared.table()))
            .filter(
                o ->
                    ScratchNames.plain(kind, real(o))
                        .equals(ScratchNames.plain(kind, declared.name())))
            .toList();
    Optional<SchemaObject> exact =
        alike.stream().filter(o -> real(o).equals(declared.name())).findFirst();
    return exact.or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty());
  }

  private static QualifiedName plain(QualifiedName name) {
    return ScratchNames.plain(name);
  }

  /** An extension that is there in some namespace is the one that is declared without one. */
  private SchemaObject extension(SchemaObject declared) {
    boolean anywhere =
        declared.kind() == Kind.EXTENSION
            && !declared.create().written().toLowerCase(Locale.ROOT).contains("schema");
    return Optional.ofNullable(live.objects().get(declared.key()))
        .filter(there -> anywhere)
        .orElse(declared);
  }
}
