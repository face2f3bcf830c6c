package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.PrismaType;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of MySQL and MariaDB in Prisma's schema. */
public final class MysqlPrismaTypes implements PrismaTypes {
  private static final Map<String, String> INTEGERS =
      Map.of("tinyint", "TinyInt", "smallint", "SmallInt", "mediumint", "MediumInt", "int", "Int");

  private static final Map<String, PrismaType> PLAIN =
      Map.ofEntries(
          Map.entry("year", PrismaType.of("Int", "Year")),
          Map.entry("float", PrismaType.of("Float", "Float")),
          Map.entry("double", PrismaType.of("Float")),
          Map.entry("tinytext", PrismaType.of("String", "TinyText")),
          Map.entry("text", PrismaType.of("String", "Text")),
          Map.entry("mediumtext", PrismaType.of("String", "MediumText")),
          Map.entry("longtext", PrismaType.of("String", "LongText")),
          Map.entry("tinyblob", PrismaType.of("Bytes", "TinyBlob")),
          Map.entry("blob", PrismaType.of("Bytes", "Blob")),
          Map.entry("mediumblob", PrismaType.of("Bytes", "MediumBlob")),
          Map.entry("longblob", PrismaType.of("Bytes")),
          Map.entry("date", PrismaType.of("DateTime", "Date")),
          Map.entry("json", PrismaType.of("Json")));

  private static final Map<String, PrismaType> WITH_ARGUMENTS =
      Map.of(
          "varchar", PrismaType.of("String", "VarChar"),
          "char", PrismaType.of("String", "Char"),
          "binary", PrismaType.of("Bytes", "Binary"),
          "varbinary", PrismaType.of("Bytes", "VarBinary"));

  private static final Map<String, String> MOMENTS =
      Map.of("datetime", "DateTime", "timestamp", "Timestamp", "time", "Time");

  @Override
  public String provider() {
    return "mysql";
  }

  @Override
  public boolean namesPrimaryKeys() {
    return false;
  }

  @Override
  public boolean namesForeignKeys() {
    return true;
  }

  @Override
  public Optional<PrismaType> of(Column column, Schema schema) {
    return TypeName.parse(column.type()).flatMap(MysqlPrismaTypes::of);
  }

  private static Optional<PrismaType> of(TypeName type) {
    String base = type.base();
    List<String> arguments = type.modifiers();
    if (PLAIN.containsKey(base)) return Optional.of(PLAIN.get(base));
    if (WITH_ARGUMENTS.containsKey(base)) {
      PrismaType found = WITH_ARGUMENTS.get(base);
      String size = arguments.isEmpty() ? "1" : arguments.get(0);
      return Optional.of(withArguments(found.name(), found.attribute(), List.of(size)));
    }
    if (MOMENTS.containsKey(base)) {
      List<String> digits = arguments.isEmpty() ? List.of("0") : arguments;
      return Optional.of(withArguments("DateTime", MOMENTS.get(base), digits));
    }
    if (base.equals("decimal")) {
      List<String> digits = arguments.isEmpty() ? List.of("10", "0") : arguments;
      return Optional.of(withArguments("Decimal", "Decimal", digits));
    }
    if (base.equals("bit")) {
      String bits = arguments.isEmpty() ? "1" : arguments.get(0);
      return Optional.of(
          PrismaType.of(bits.equals("1") ? "Boolean" : "Bytes", "Bit(" + bits + ")"));
    }
    if (base.equals("enum"))
      return Optional.of(
          PrismaType.ofLabels(arguments.stream().map(MysqlPrismaTypes::label).toList()));
    return integer(type);
  }

  private static String label(String literal) {
    return Lexer.tokens(literal).get(0).value();
  }

  private static PrismaType withArguments(String name, String attribute, List<String> arguments) {
    String all = attribute + "(" + String.join(", ", arguments) + ")";
    boolean usual = all.equals("DateTime(3)") || all.equals("VarChar(191)");
    return PrismaType.of(name, usual ? "" : all);
  }

  private static Optional<PrismaType> integer(TypeName type) {
    String base = type.base();
    if (base.equals("bigint"))
      return Optional.of(PrismaType.of("BigInt", type.unsigned() ? "UnsignedBigInt" : ""));
    if (!INTEGERS.containsKey(base)) return Optional.empty();
    if (base.equals("tinyint") && type.modifiers().equals(List.of("1")) && !type.unsigned())
      return Optional.of(PrismaType.of("Boolean"));
    String attribute = (type.unsigned() ? "Unsigned" : "") + INTEGERS.get(base);
    return Optional.of(PrismaType.of("Int", attribute.equals("Int") ? "" : attribute));
  }
}
