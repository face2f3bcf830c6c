package dev.underpin.languageserver.names;

import dev.underpin.schema.model.QualifiedName;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A text of SQL in the YAML.
 *
 * @param table the table whose columns it names without saying the table
 * @param path where it stands, for a person
 */
public record SqlPlace(Path file, ScalarNode node, Optional<QualifiedName> table, String path) {}
