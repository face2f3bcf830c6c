package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.PrismaType;
import dev.underpin.dialect.PrismaTypes;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * PostgreSQL's types in Prisma's schema.
 *
 * @param spelled how the server writes the name of a type where another namespace is the default
 */
public record PostgresPrismaTypes(BiFunction<QualifiedName, String, String> spelled)
    implements PrismaTypes {
  private static final Map<String, PrismaType> PLAIN =
      Map.ofEntries(
          Map.entry("integer", PrismaType.of("Int")),
          Map.entry("smallint", PrismaType.of("Int", "SmallInt")),
          Map.entry("bigint", PrismaType.of("BigInt")),
          Map.entry("oid", PrismaType.of("Int", "Oid")),
          Map.entry("boolean", PrismaType.of("Boolean")),
          Map.entry("text", PrismaType.of("String")),
          Map.entry("citext", PrismaType.of("String", "Citext")),
          Map.entry("uuid", PrismaType.of("String", "Uuid")),
          Map.entry("inet", PrismaType.of("String", "Inet")),
          Map.entry("xml", PrismaType.of("String", "Xml")),
          Map.entry("date", PrismaType.of("DateTime", "Date")),
          Map.entry("real", PrismaType.of("Float", "Real")),
          Map.entry("double precision", PrismaType.of("Float")),
          Map.entry("money", PrismaType.of("Decimal", "Money")),
          Map.entry("json", PrismaType.of("Json", "Json")),
          Map.entry("jsonb", PrismaType.of("Json")),
          Map.entry("bytea", PrismaType.of("Bytes")));

  private static final Map<String, PrismaType> WITH_ARGUMENTS =
      Map.of(
          "character varying", PrismaType.of("String", "VarChar"),
          "character", PrismaType.of("String", "Char"),
          "bit", PrismaType.of("String", "Bit"),
          "bit varying", PrismaType.of("String", "VarBit"),
          "numeric", PrismaType.of("Decimal", "Decimal"),
          "timestamp without time zone", PrismaType.of("DateTime", "Timestamp"),
          "timestamp with time zone", PrismaType.of("DateTime", "Timestamptz"),
          "time without time zone", PrismaType.of("DateTime", "Time"),
          "time with time zone", PrismaType.of("DateTime", "Timetz"));

  @Override
  public String provider() {
    return "postgresql";
  }

  @Override
  public boolean namesPrimaryKeys() {
    return true;
  }

  @Override
  public boolean namesForeignKeys() {
    return true;
  }

  @Override
  public Optional<PrismaType> of(Column column, Schema schema) {
    String type = column.type();
    if (type.endsWith("[]"))
      return element(type.substring(0, type.length() - 2), schema).map(PrismaType::asList);
    return element(type, schema);
  }

  private Optional<PrismaType> element(String type, Schema schema) {
    for (QualifiedName name : schema.enums().keySet())
      if (type.equals(spelled.apply(name, name.schema())) || type.equals(spelled.apply(name, "")))
        return Optional.of(PrismaType.ofEnum(name));
    return TypeName.parse(type).flatMap(PostgresPrismaTypes::of);
  }

  private static Optional<PrismaType> of(TypeName type) {
    String words = type.base() + type.tail();
    if (type.modifiers().isEmpty() && PLAIN.containsKey(words))
      return Optional.of(PLAIN.get(words));
    return Optional.ofNullable(WITH_ARGUMENTS.get(words))
        .flatMap(
            t -> type.modifiers().isEmpty() ? Optional.of(t) : withArguments(t, type.modifiers()));
  }

  private static Optional<PrismaType> withArguments(PrismaType type, List<String> arguments) {
    // Prisma has no digits to the left of the point.
    if (arguments.stream().anyMatch(a -> a.startsWith("-"))) return Optional.empty();
    String attribute = type.attribute() + "(" + String.join(", ", arguments) + ")";
    boolean usual = attribute.equals("Timestamp(3)");
    return Optional.of(PrismaType.of(type.name(), usual ? "" : attribute));
  }
}
