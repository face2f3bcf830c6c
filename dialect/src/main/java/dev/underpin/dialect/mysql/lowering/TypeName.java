package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.dialect.mysql.options.Collations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type as it is written: its words, what stands in its parentheses, and what may follow them.
 *
 * @param base the words in lower case, one blank between them
 * @param modifiers what stands in the parentheses; labels of ENUM and SET as they are
 * @param characterSet in lower case, where it is said
 * @param collation in lower case, where it is said
 * @param srid the spatial reference system, where it is said
 * @param compressed MariaDB's attribute of long columns
 */
public record TypeName(
    String base,
    List<String> modifiers,
    boolean unsigned,
    boolean zerofill,
    Optional<String> characterSet,
    Optional<String> collation,
    Optional<String> srid,
    boolean compressed) {
  /** Every word for a type that the server prints by another. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("integer", "int"),
          Map.entry("int4", "int"),
          Map.entry("int1", "tinyint"),
          Map.entry("int2", "smallint"),
          Map.entry("int3", "mediumint"),
          Map.entry("middleint", "mediumint"),
          Map.entry("int8", "bigint"),
          Map.entry("dec", "decimal"),
          Map.entry("numeric", "decimal"),
          Map.entry("fixed", "decimal"),
          Map.entry("float4", "float"),
          Map.entry("float8", "double"),
          Map.entry("double precision", "double"),
          Map.entry("real", "double"),
          Map.entry("character", "char"),
          Map.entry("character varying", "varchar"),
          Map.entry("char varying", "varchar"),
          Map.entry("varcharacter", "varchar"),
          Map.entry("char byte", "binary"),
          Map.entry("long", "mediumtext"),
          Map.entry("long varchar", "mediumtext"),
          Map.entry("long varbinary", "mediumblob"),
          Map.entry("geomcollection", "geometrycollection"));

  private static final Set<String> NATIONAL_CHAR =
      Set.of("national char", "national character", "nchar");

  private static final Set<String> NATIONAL_VARCHAR =
      Set.of(
          "national varchar",
          "national character varying",
          "national char varying",
          "nvarchar",
          "nchar varchar",
          "nchar varying");

  /** The digits that a zero-filled column shows where it does not say. */
  private static final Map<String, String> WIDTHS =
      Map.of("tinyint", "3", "smallint", "5", "mediumint", "8", "int", "10", "bigint", "20");

  private static final Set<String> WITH_FRACTION = Set.of("time", "datetime", "timestamp");

  public TypeName {
    modifiers = List.copyOf(modifiers);
  }

  /** Read a type, or absence where the text is none. */
  public static Optional<TypeName> parse(String text) {
    return new Parser(Lexer.tokens(text)).parse();
  }

  /** A plain type. */
  public static TypeName of(String base, List<String> modifiers) {
    return new TypeName(
        base, modifiers, false, false, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  TypeName withBase(String otherBase, List<String> otherModifiers) {
    return new TypeName(
        otherBase, otherModifiers, unsigned, zerofill, characterSet, collation, srid, compressed);
  }

  private TypeName withCharacterSet(String name) {
    return new TypeName(
        base, modifiers, unsigned, zerofill, Optional.of(name), collation, srid, compressed);
  }

  /** The same type in the one spelling that the model has for it; idempotent. */
  public TypeName canonical() {
    if (NATIONAL_CHAR.contains(base))
      return withBase("char", modifiers).withCharacterSet("utf8mb3").canonical();
    if (NATIONAL_VARCHAR.contains(base))
      return withBase("varchar", modifiers).withCharacterSet("utf8mb3").canonical();
    TypeName type = withBase(SYNONYMS.getOrDefault(base, base), modifiers);
    return switch (type.base) {
      case "bool", "boolean" -> type.withBase("tinyint", List.of("1"));
      case "tinyint", "smallint", "mediumint", "int", "bigint" -> type.integer();
      case "decimal" ->
          type.withBase(
              "decimal",
              modifiers.isEmpty()
                  ? List.of("10", "0")
                  : modifiers.size() == 1 ? List.of(modifiers.get(0), "0") : modifiers);
      case "float" -> type.approximate();
      case "char", "binary", "bit" ->
          modifiers.isEmpty() ? type.withBase(type.base, List.of("1")) : type;
      case "year" -> type.withBase("year", List.of());
      default ->
          WITH_FRACTION.contains(type.base) && modifiers.equals(List.of("0"))
              ? type.withBase(type.base, List.of())
              : type;
    };
  }

  /** A display width says nothing, but for the two places where it does. */
  private TypeName integer() {
    if (zerofill) {
      List<String> width = modifiers.isEmpty() ? List.of(WIDTHS.get(base)) : modifiers;
      return new TypeName(base, width, true, true, characterSet, collation, srid, compressed);
    }
    boolean truth = base.equals("tinyint") && modifiers.equals(List.of("1")) && !unsigned;
    return truth ? this : withBase(base, List.of());
  }

  private TypeName approximate() {
    if (modifiers.size() != 1) return this;
    return withBase(Integer.parseInt(modifiers.get(0)) > 24 ? "double" : "float", List.of());
  }

  /** True where values are text that has a collation. */
  public boolean isText() {
    return switch (base) {
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> true;
      default -> false;
    };
  }

  /** True for the types whose default MySQL wants as an expression. */
  public boolean isLong() {
    return switch (base) {
      case "tinytext",
          "text",
          "mediumtext",
          "longtext",
          "tinyblob",
          "blob",
          "mediumblob",
          "longblob",
          "json" ->
          true;
      default -> isSpatial();
    };
  }

  public boolean isSpatial() {
    return switch (base) {
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection" ->
          true;
      default -> false;
    };
  }

  public boolean isTemporal() {
    return base.equals("date") || WITH_FRACTION.contains(base);
  }

  public boolean isInteger() {
    return WIDTHS.containsKey(base);
  }

  /** How many digits of a second are kept. */
  public int fraction() {
    return WITH_FRACTION.contains(base) && modifiers.size() == 1
        ? Integer.parseInt(modifiers.get(0))
        : 0;
  }

  /** The type alone, as it stands in a column of the model. */
  @Override
  public String toString() {
    return base
        + (modifiers.isEmpty() ? "" : "(" + String.join(",", modifiers) + ")")
        + (unsigned ? " unsigned" : "")
        + (zerofill ? " zerofill" : "")
        + (compressed ? " compressed" : "");
  }

  private static final class Parser {
    private final List<Token> tokens;
    private int at;

    Parser(List<Token> tokens) {
      this.tokens = tokens;
    }

    Optional<TypeName> parse() {
      StringBuilder base = new StringBuilder();
      while (at < tokens.size() && tokens.get(at).kind() == Kind.WORD && !isAttribute()) {
        base.append(base.isEmpty() ? "" : " ").append(tokens.get(at++).lower());
      }
      if (base.isEmpty()) return Optional.empty();
      List<String> modifiers = modifiers();
      // As in timestamp(3) with time zone.
      while (at < tokens.size() && tokens.get(at).kind() == Kind.WORD && !isAttribute()) {
        base.append(' ').append(tokens.get(at++).lower());
      }
      boolean unsigned = false;
      boolean zerofill = false;
      boolean compressed = false;
      Optional<String> characterSet = Optional.empty();
      Optional<String> collation = Optional.empty();
      Optional<String> srid = Optional.empty();
      while (at < tokens.size()) {
        String word = tokens.get(at++).lower();
        switch (word) {
          case "unsigned" -> unsigned = true;
          case "zerofill" -> zerofill = true;
          case "signed" -> unsigned = false;
          case "compressed" -> compressed = true;
          case "character" -> {
            at++;
            characterSet = name();
          }
          case "charset" -> characterSet = name();
          case "collate" -> collation = name();
          case "srid" -> srid = name();
          default -> {
            return Optional.empty();
          }
        }
      }
      return Optional.of(
          new TypeName(
              base.toString(),
              modifiers,
              unsigned,
              zerofill,
              characterSet,
              collation,
              srid,
              compressed));
    }

    private boolean isAttribute() {
      Token token = tokens.get(at);
      return switch (token.lower()) {
        case "unsigned", "zerofill", "signed", "compressed", "charset", "collate", "srid" -> true;
        case "character" -> at + 1 < tokens.size() && tokens.get(at + 1).word("set");
        default -> false;
      };
    }

    private List<String> modifiers() {
      List<String> modifiers = new ArrayList<>();
      if (at >= tokens.size() || !tokens.get(at).is("(")) return modifiers;
      for (at++; at < tokens.size() && !tokens.get(at).is(")"); at++) {
        Token token = tokens.get(at);
        if (token.is(",")) continue;
        modifiers.add(
            token.kind() == Kind.STRING
                ? StringLiteral.of(token.value().stripTrailing())
                : token.lower());
      }
      at++;
      return modifiers;
    }

    private Optional<String> name() {
      return at < tokens.size()
          ? Optional.of(Collations.canonical(tokens.get(at++).name()))
          : Optional.empty();
    }
  }
}
