package dev.underpin.schema.yaml.read;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Composes a text to YAML nodes, within limits: nesting, aliases, and what aliases expand to.
 *
 * <p>No scalar is ever resolved to a type: {@code no}, {@code 010}, {@code 1_000} and dates stay
 * the text that was written.
 */
public final class YamlDocuments {
  private static final int DEEPEST = 40;
  private static final int MOST_ALIASES = 1_000;

  /** How many nodes aliases may add to those that are written. */
  private static final long MOST_REPEATED = 200_000;

  private YamlDocuments() {}

  /** The documents of a text; what is wrong is told to {@code problems}. */
  public static List<Node> of(SourceText source, ProblemCollector problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    List<Node> documents = new ArrayList<>();
    try {
      StreamReader reader = new StreamReader(source.text());
      Composer composer =
          new Composer(new ParserImpl(reader, options), new UntypedResolver(), options);
      while (composer.checkNode()) documents.add(composer.getNode());
    } catch (ReaderException e) {
      problems.error(
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
          source.atCodePoint(e.getPosition()),
          "",
          Optional.of(
              "write it as an escape inside double quotes: \"\\u%04x\""
                  .formatted(e.getCodePoint())));
      return List.of();
    } catch (MarkedYAMLException e) {
      problems.add(SyntaxErrors.explain(e, source));
      return List.of();
    } catch (YAMLException e) {
      problems.add(SyntaxErrors.explainLimit(e, source, DEEPEST));
      return List.of();
    }
    return documents.stream().filter(d -> isSafe(d, source, problems)).toList();
  }

  private static boolean isSafe(Node document, SourceText source, ProblemCollector problems) {
    Walk walk = new Walk(source, problems);
    long expanded = walk.size(document);
    if (walk.failed) return false;
    if (expanded - walk.written > MOST_REPEATED) {
      problems.error(
          "the aliases of this document expand to more than " + MOST_REPEATED + " values",
          source.at(document.getStartMark()),
          "",
          Optional.of("write it without repeating aliases of aliases"));
      return false;
    }
    return true;
  }

  /** Counts what a document expands to, and refuses tags and aliases that contain themselves. */
  private static final class Walk {
    private static final long OPEN = -1;

    private final Map<Node, Long> sizes = new IdentityHashMap<>();
    private final SourceText source;
    private final ProblemCollector problems;
    private long written;
    private boolean failed;

    Walk(SourceText source, ProblemCollector problems) {
      this.source = source;
      this.problems = problems;
    }

    long size(Node node) {
      if (node instanceof ScalarNode scalar) {
        written++;
        refuseTag(node);
        refuseCharacters(scalar);
        return 1;
      }
      Long known = sizes.get(node);
      if (known != null) {
        if (known == OPEN) fail(node, "this alias contains itself", "write out what is meant");
        return known == OPEN ? 1 : known;
      }
      sizes.put(node, OPEN);
      written++;
      refuseTag(node);
      long size = 1;
      if (node instanceof SequenceNode list) {
        for (Node child : list.getValue()) size = sum(size, size(child));
      } else if (node instanceof MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
          size = sum(size, sum(size(entry.getKeyNode()), size(entry.getValueNode())));
        }
      }
      sizes.put(node, size);
      return size;
    }

    /** No database keeps these in a name or a text; an escape can write them. */
    private void refuseCharacters(ScalarNode node) {
      String text = node.getValue();
      if (text.indexOf('\0') >= 0)
        fail(node, "a NUL character cannot be part of a name or a text", "leave \\0 out");
      boolean lone =
          text.codePoints()
              .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
      if (lone)
        fail(
            node,
            "half of a surrogate pair is no character",
            "write both halves, or the character itself");
    }

    private void refuseTag(Node node) {
      if (!UntypedResolver.isPlainData(node.getTag())) {
        fail(
            node,
            "tags such as " + node.getTag().getValue() + " are not supported",
            "a value that begins with ! must be quoted");
      }
    }

    private void fail(Node node, String message, String hint) {
      failed = true;
      problems.error(message, source.at(node.getStartMark()), "", Optional.of(hint));
    }

    private static long sum(long a, long b) {
      return Math.min(a + b, Long.MAX_VALUE / 4);
    }
  }

  /** Gives every untagged node a tag of our own, so that a tag that somebody wrote stands out. */
  private static final class UntypedResolver extends Resolver {
    private static final Tag PLAIN = new Tag("underpin:plain");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return PLAIN;
    }

    static boolean isPlainData(Tag tag) {
      return tag.equals(PLAIN);
    }
  }
}
