package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lowering.DefaultNormalizer;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a column: always the whole of it, since MODIFY forgets what it is not told. */
record ColumnSql(MysqlFlavor flavor) {
  private static final Pattern PERIOD =
      Pattern.compile("\\(?ROW (START|END)\\)?", Pattern.CASE_INSENSITIVE);

  /** A column as in {@code CREATE TABLE}, {@code ADD COLUMN} and {@code MODIFY COLUMN}. */
  String definition(Table table, Column column) {
    TypeName type = TypeName.parse(column.type()).orElse(TypeName.of(column.type(), List.of()));
    StringBuilder sql =
        new StringBuilder(Identifiers.quote(column.name())).append(' ').append(column.type());
    if (type.isText()) {
      column
          .collation()
          .ifPresent(c -> sql.append(" COLLATE ").append(Collations.spelled(c, flavor)));
    }
    column.generated().ifPresent(g -> sql.append(" GENERATED ALWAYS AS ").append(generated(g)));
    nullability(sql, type, column);
    srid(sql, column);
    if (column.identity().isPresent()) sql.append(" AUTO_INCREMENT");
    column
        .defaultValue()
        .ifPresent(d -> sql.append(" DEFAULT ").append(DefaultNormalizer.sql(d, type, flavor)));
    option(column, ColumnOptions.ON_UPDATE)
        .ifPresent(u -> sql.append(" ON UPDATE ").append(u.toUpperCase(Locale.ROOT)));
    if (option(column, ColumnOptions.INVISIBLE).filter("true"::equals).isPresent())
      sql.append(" INVISIBLE");
    if (option(column, ColumnOptions.WITHOUT_SYSTEM_VERSIONING).filter("true"::equals).isPresent())
      sql.append(" WITHOUT SYSTEM VERSIONING");
    column.comment().ifPresent(c -> sql.append(" COMMENT ").append(StringLiteral.of(c)));
    check(table, column)
        .ifPresent(
            c ->
                sql.append(" CHECK (")
                    .append(ExpressionNormalizer.unwrapped(c.expression().written()))
                    .append(')'));
    return sql.toString();
  }

  private static String generated(Generated generated) {
    String expression = ExpressionNormalizer.unwrapped(generated.expression().written());
    if (isPeriod(generated)) return expression.toUpperCase(Locale.ROOT);
    return "(" + expression + (generated.stored() ? ") STORED" : ") VIRTUAL");
  }

  /** True for the time from which, or until which, a version of a row holds. */
  static boolean isPeriod(Generated generated) {
    return PERIOD.matcher(generated.expression().written()).matches();
  }

  /** A nullable TIMESTAMP says so: some servers would take it for NOT NULL. */
  private void nullability(StringBuilder sql, TypeName type, Column column) {
    if (column.generated().isPresent() && !flavor.hasGeneratedNotNull()) return;
    if (!column.nullable()) sql.append(" NOT NULL");
    else if (type.base().equals("timestamp") && column.generated().isEmpty()) sql.append(" NULL");
  }

  private void srid(StringBuilder sql, Column column) {
    option(column, ColumnOptions.SRID)
        .ifPresent(
            s ->
                sql.append(flavor.hasSridClause() ? " SRID " : " REF_SYSTEM_ID=")
                    .append(Long.parseLong(s)));
  }

  private static Optional<CheckConstraint> check(Table table, Column column) {
    return table.constraintsOf(CheckConstraint.class).stream()
        .filter(c -> CheckOptions.column(c).filter(column.name()::equals).isPresent())
        .findFirst();
  }

  private static Optional<String> option(Column column, String key) {
    return Optional.ofNullable(column.options().get(key));
  }
}
