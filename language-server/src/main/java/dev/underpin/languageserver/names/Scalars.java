package dev.underpin.languageserver.names;

import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.write.YamlQuotes;
import org.eclipse.lsp4j.Range;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Where the characters of a scalar's value stand in the file, and how another value is written. */
public final class Scalars {
  private Scalars() {}

  static boolean holds(YamlText text, Occurrence place, int offset) {
    Range range = range(text, place);
    return text.lines().offset(range.getStart()) <= offset
        && offset <= text.lines().offset(range.getEnd());
  }

  /** Where the name itself stands; the whole scalar where it has escapes or several lines. */
  public static Range range(YamlText text, Occurrence place) {
    ScalarNode node = place.node();
    int start = text.start(node);
    int end = text.end(node);
    int quote = node.isPlain() ? 0 : 1;
    boolean asItIs =
        end - quote >= start + quote
            && text.lines().text().substring(start + quote, end - quote).equals(node.getValue());
    return asItIs
        ? text.lines().range(start + quote + place.from(), start + quote + place.to())
        : text.lines().range(start, end);
  }

  /** The scalar as it is written with another name at that place. */
  public static String renamed(YamlText text, Occurrence place, String name) {
    ScalarNode node = place.node();
    String value = node.getValue();
    String written = written(place, name);
    String changed = value.substring(0, place.from()) + written + value.substring(place.to());
    return scalar(node, changed);
  }

  private static String written(Occurrence place, String name) {
    if (place.isAlone()) return name;
    boolean whole = place.from() == 0 && place.to() == place.node().getValue().length();
    // A name that is all of a text is read without the rules of SQL, but for dots and quotes.
    boolean simple =
        NameParser.isSimple(name) || whole && name.indexOf('"') < 0 && name.indexOf('.') < 0;
    return simple && (whole || NameParser.isSimple(name)) ? name : NameParser.quote(name);
  }

  /** A value in the quotes that a scalar has, or in those that it needs. */
  public static String scalar(ScalarNode like, String value) {
    if (like.getScalarStyle() == ScalarStyle.SINGLE_QUOTED && value.indexOf('\n') < 0)
      return "'" + value.replace("'", "''") + "'";
    if (like.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) return YamlQuotes.doubleQuoted(value);
    // What may stand as a key or in brackets may stand everywhere.
    boolean plainBefore = YamlQuotes.value(like.getValue()).equals(like.getValue());
    String careful = YamlQuotes.key(value);
    boolean sameRisk = plainBefore && !YamlQuotes.key(like.getValue()).equals(like.getValue());
    return sameRisk ? YamlQuotes.value(value) : careful;
  }
}
