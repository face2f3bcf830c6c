package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.CompositeText;
import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a type or collation that changes, and what their rows must fulfil. */
public record TypeUsers(PostgresContext context, SchemaObject type) {
  private Map<ColumnRef, Column> columns() {
    Map<ColumnRef, Column> users = new LinkedHashMap<>();
    if (type.kind() != Kind.COLLATION) {
      users.putAll(EnumRebuild.users(context, type.name(), context.renamed()));
      if (type.kind() == Kind.RANGE_TYPE)
        users.putAll(EnumRebuild.users(context, context.multirange(type), context.renamed()));
      return users;
    }
    for (Table table : context.renamed().tables().values()) {
      for (Column column : table.ownColumns())
        if (column.collation().filter(this::isName).isPresent())
          users.put(new ColumnRef(table.name(), column.name()), column);
    }
    return users;
  }

  /** True for the name of the collation as a column has it. */
  boolean isName(String dotted) {
    List<String> parts = Identifiers.parts(dotted);
    String schema = parts.size() > 1 ? parts.get(0) : context.catalog().defaultNamespace();
    return type.name().equals(new QualifiedName(schema, parts.get(parts.size() - 1)));
  }

  /** A column for which the server refuses the change. */
  public Optional<ColumnRef> prevents(SchemaObject after) {
    if (!type.kind().isType() && type.kind() != Kind.COLLATION) return Optional.empty();
    boolean inPlace = Replaceable.inPlace(type, after);
    return columns().entrySet().stream()
        .filter(e -> !inPlace || type.kind() == Kind.DOMAIN && e.getValue().type().endsWith("[]"))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether each value is one of the domain as it is to be. */
  public List<DataCheck> misfits(SchemaObject after) {
    List<DataCheck> checks = new ArrayList<>();
    if (type.kind() != Kind.DOMAIN) return checks;
    columns()
        .forEach(
            (user, column) -> {
              String live = context.live(user.table(), user.column());
              new NewTypes(context)
                  .violates(validated(after), SqlText.of(context.quote(live)))
                  .ifPresent(
                      condition ->
                          checks.add(
                              new DataCheck(
                                  "domain:" + user,
                                  user.table(),
                                  CheckTexts.misfits(user.column(), column.type()),
                                  context.rows(user.table(), condition.written()),
                                  CheckTexts.CORRECT_ROWS)));
            });
    return checks;
  }

  /** Whether a rollback would lose a value, or meet one that the domain does not accept then. */
  public List<DataCheck> misfitsBack(SchemaObject after) {
    List<DataCheck> checks = new ArrayList<>();
    columns()
        .forEach(
            (user, column) ->
                lost(after, SqlText.of(context.quote(user.column())))
                    .ifPresent(
                        condition ->
                            checks.add(
                                context.rollbackCheck(
                                    "domain:" + user,
                                    user.table(),
                                    CheckTexts.misfits(user.column(), column.type()),
                                    condition,
                                    CheckTexts.CHANGE_THEN_ROLL_BACK))));
    return checks;
  }

  /** Without the constraints that nobody has looked at the values for. */
  private static SchemaObject validated(SchemaObject domain) {
    return domain.withCreate(ObjectText.of(domain.create()).main());
  }

  private Optional<SqlText> lost(SchemaObject after, SqlText column) {
    if (type.kind() == Kind.DOMAIN) return new NewTypes(context).violates(validated(type), column);
    if (type.kind() != Kind.COMPOSITE_TYPE) return Optional.empty();
    CompositeText old = CompositeText.of(type.create().canonical());
    return CompositeText.of(after.create().canonical()).more(old).stream()
        .map(attribute -> context.fragment("({}).{} IS NOT NULL", column, SqlText.of(attribute)))
        .reduce((one, two) -> context.fragment("{} OR {}", one, two));
  }
}
