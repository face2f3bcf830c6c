package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.ReservedWords;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A type's name taken apart, so that it can be printed as the server's {@code format_type} would.
 *
 * @param base the canonical name without modifiers: {@code character varying}, {@code "Mood"}
 * @param modifiers what stands in parentheses
 * @param tail what follows the modifiers: {@code with time zone}
 * @param array true for an array; the server keeps neither dimensions nor bounds
 */
public record TypeName(String base, List<String> modifiers, String tail, boolean array) {
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("int2", "smallint"),
          Map.entry("int8", "bigint"),
          Map.entry("bool", "boolean"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("varchar", "character varying"),
          Map.entry("char varying", "character varying"),
          Map.entry("nchar varying", "character varying"),
          Map.entry("national char varying", "character varying"),
          Map.entry("national character varying", "character varying"),
          Map.entry("char", "character"),
          Map.entry("nchar", "character"),
          Map.entry("national char", "character"),
          Map.entry("national character", "character"),
          Map.entry("varbit", "bit varying"),
          Map.entry("timestamptz", "timestamp with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("time", "time without time zone"));

  /** The names of types that are several words. */
  private static final Set<String> PHRASES =
      Set.of(
          "double precision",
          "character varying",
          "bit varying",
          "timestamp with time zone",
          "timestamp without time zone",
          "time with time zone",
          "time without time zone");

  private static final Set<String> INTERVAL_FIELDS =
      Set.of("year", "month", "day", "hour", "minute", "second", "to");

  public TypeName {
    modifiers = List.copyOf(modifiers);
  }

  /** The spelling of {@code format_type}; what cannot be read as a type's name stays as it is. */
  static String canonical(String type) {
    return parse(type).map(TypeName::toString).orElseGet(type::strip);
  }

  /** Take a type's name apart, or absence where it is none. */
  public static Optional<TypeName> parse(String type) {
    List<Token> tokens = Lexer.tokens(type);
    Reader reader = new Reader(tokens);
    return reader.read();
  }

  /** The same type without modifiers, as it stands in a cast of a constant. */
  public TypeName withoutModifiers() {
    boolean field = base.startsWith("interval ");
    return new TypeName(field ? "interval" : base, List.of(), tail, array);
  }

  @Override
  public String toString() {
    return base
        + (modifiers.isEmpty() ? "" : "(" + String.join(",", modifiers) + ")")
        + tail
        + (array ? "[]" : "");
  }

  /** Reads one type's name from tokens. */
  private static final class Reader {
    private static final Set<Kind> MODIFIER_KINDS = Set.of(Kind.NUMBER, Kind.WORD, Kind.QUOTED);

    private final List<Token> tokens;
    private boolean readable = true;
    private int at;

    Reader(List<Token> tokens) {
      this.tokens = tokens;
    }

    Optional<TypeName> read() {
      if (tokens.isEmpty() || !tokens.get(0).identifier()) return Optional.empty();
      boolean qualified = tokens.size() > 1 && tokens.get(1).is(".");
      TypeName name;
      if (qualified && tokens.get(0).name().equals("pg_catalog") && tokens.size() > 2) {
        at = 2;
        name = builtIn();
      } else if (qualified || tokens.get(0).kind() == Kind.QUOTED) {
        name = new TypeName(path(), modifiers(), "", false);
      } else {
        name = builtIn();
      }
      boolean array = array();
      if (!readable || at < tokens.size()) return Optional.empty();
      return Optional.of(new TypeName(name.base, name.modifiers, name.tail, array));
    }

    private String path() {
      List<String> parts = new ArrayList<>();
      parts.add(tokens.get(at++).name());
      while (at + 1 < tokens.size() && tokens.get(at).is(".")) {
        parts.add(tokens.get(at + 1).name());
        at += 2;
      }
      return parts.stream().map(Identifiers::quoteIfNeeded).collect(Collectors.joining("."));
    }

    private TypeName builtIn() {
      if (tokens.get(at).kind() == Kind.QUOTED) return new TypeName(path(), modifiers(), "", false);
      String words = words();
      List<String> modifiers = modifiers();
      if (words.startsWith("interval")) return new TypeName(words, modifiers, "", false);
      String zone = zone();
      if (!zone.isEmpty()) words = words + zone;
      String base = SYNONYMS.getOrDefault(words, words);
      boolean phrase = base.indexOf(' ') < 0 || PHRASES.contains(base);
      if (!phrase) readable = false;
      return switch (base) {
        case "float" -> new TypeName(floatOf(modifiers), List.of(), "", false);
        case "numeric" ->
            new TypeName(
                base,
                modifiers.size() == 1 ? List.of(modifiers.get(0), "0") : modifiers,
                "",
                false);
        case "bpchar" ->
            new TypeName(modifiers.isEmpty() ? base : "character", modifiers, "", false);
        case "character", "bit" ->
            new TypeName(base, modifiers.isEmpty() ? List.of("1") : modifiers, "", false);
        case "timestamp with time zone",
            "timestamp without time zone",
            "time with time zone",
            "time without time zone" -> {
          int space = base.indexOf(' ');
          yield new TypeName(base.substring(0, space), modifiers, base.substring(space), false);
        }
        default -> new TypeName(plain(base), modifiers, "", false);
      };
    }

    /** An unquoted word is an identifier, unless the grammar knows it as the name of a type. */
    private static String plain(String base) {
      boolean grammar = base.indexOf(' ') >= 0 || ReservedWords.needsQuotes(base);
      return grammar ? base : Identifiers.quoteIfNeeded(base);
    }

    private static String floatOf(List<String> modifiers) {
      boolean single =
          modifiers.size() == 1
              && modifiers.get(0).matches("\\d{1,2}")
              && Integer.parseInt(modifiers.get(0)) <= 24;
      return single ? "real" : "double precision";
    }

    private String words() {
      StringBuilder words = new StringBuilder(tokens.get(at++).name());
      boolean interval = words.toString().equals("interval");
      while (at < tokens.size() && tokens.get(at).kind() == Kind.WORD) {
        String next = tokens.get(at).name();
        if (next.equals("array")) break;
        if (interval && !INTERVAL_FIELDS.contains(next)) break;
        words.append(' ').append(next);
        at++;
      }
      return words.toString();
    }

    private String zone() {
      StringBuilder zone = new StringBuilder();
      while (at < tokens.size()
          && tokens.get(at).kind() == Kind.WORD
          && !tokens.get(at).word("array")) {
        zone.append(' ').append(tokens.get(at++).name());
      }
      return zone.toString();
    }

    /** Constants and names between commas; what else stands there makes the whole unreadable. */
    private List<String> modifiers() {
      List<String> modifiers = new ArrayList<>();
      if (at >= tokens.size() || !tokens.get(at).is("(")) return modifiers;
      do {
        at++;
        String sign = at < tokens.size() && tokens.get(at).is("-") ? "-" : "";
        if (!sign.isEmpty()) at++;
        if (at >= tokens.size() || !MODIFIER_KINDS.contains(tokens.get(at).kind())) {
          readable = false;
          return modifiers;
        }
        modifiers.add(sign + tokens.get(at++).text());
      } while (at < tokens.size() && tokens.get(at).is(","));
      if (at >= tokens.size() || !tokens.get(at).is(")")) readable = false;
      at++;
      return modifiers;
    }

    private boolean array() {
      boolean array = false;
      while (at < tokens.size()) {
        Token t = tokens.get(at);
        if (t.word("array")) {
          at++;
        } else if (t.is("[")) {
          at++;
          if (at < tokens.size() && tokens.get(at).kind() == Kind.NUMBER) at++;
          if (at >= tokens.size() || !tokens.get(at).is("]")) return array;
          at++;
        } else {
          return array;
        }
        array = true;
      }
      return array;
    }
  }
}
