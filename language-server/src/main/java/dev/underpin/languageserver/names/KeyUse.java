package dev.underpin.languageserver.names;

import dev.underpin.schema.yaml.keys.KeyTable.Key;
import java.nio.file.Path;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A key of the YAML where it is written. */
public record KeyUse(Path file, ScalarNode node, Key key) {}
