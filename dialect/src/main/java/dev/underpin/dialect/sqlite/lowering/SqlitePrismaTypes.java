package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.PrismaType;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** SQLite's types in Prisma's schema, which has no native types for it. */
public final class SqlitePrismaTypes implements PrismaTypes {
  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("int", "Int"),
          Map.entry("integer", "Int"),
          Map.entry("smallint", "Int"),
          Map.entry("tinyint", "Int"),
          Map.entry("mediumint", "Int"),
          Map.entry("bigint", "BigInt"),
          Map.entry("unsigned big int", "BigInt"),
          Map.entry("real", "Float"),
          Map.entry("float", "Float"),
          Map.entry("double", "Float"),
          Map.entry("double precision", "Float"),
          Map.entry("decimal", "Decimal"),
          Map.entry("numeric", "Decimal"),
          Map.entry("text", "String"),
          Map.entry("varchar", "String"),
          Map.entry("char", "String"),
          Map.entry("character", "String"),
          Map.entry("varying character", "String"),
          Map.entry("character varying", "String"),
          Map.entry("nvarchar", "String"),
          Map.entry("nchar", "String"),
          Map.entry("clob", "String"),
          Map.entry("blob", "Bytes"),
          Map.entry("boolean", "Boolean"),
          Map.entry("bool", "Boolean"),
          Map.entry("date", "DateTime"),
          Map.entry("datetime", "DateTime"),
          Map.entry("timestamp", "DateTime"),
          Map.entry("json", "Json"),
          Map.entry("jsonb", "Json"));

  @Override
  public String provider() {
    return "sqlite";
  }

  @Override
  public boolean namesPrimaryKeys() {
    return false;
  }

  @Override
  public boolean namesForeignKeys() {
    return false;
  }

  /** Also a column that is another name for the rowid. */
  @Override
  public boolean isNumbered(Table table, Column column) {
    return column.identity().isPresent()
        || TableRules.rowidAlias(table).filter(column::equals).isPresent();
  }

  @Override
  public Optional<PrismaType> of(Column column, Schema schema) {
    String base = column.type().toLowerCase(Locale.ROOT);
    int parenthesis = base.indexOf('(');
    String words = parenthesis < 0 ? base : base.substring(0, parenthesis);
    return Optional.ofNullable(SCALARS.get(words.strip())).map(PrismaType::of);
  }
}
