package dev.underpin.languageserver.names;

import java.nio.file.Path;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A place where a name stands.
 *
 * @param node the scalar that has the name in it
 * @param from where the name begins in the scalar's value
 * @param to where it ends there
 * @param isAlone true where the scalar's value is a name as it is, with nothing that could need
 *     quotes of SQL
 * @param declaration what the declaration says, where this is one; otherwise the scalar itself
 * @param isDeclaration true where the thing is declared here
 */
public record Occurrence(
    Symbol symbol,
    Path file,
    ScalarNode node,
    int from,
    int to,
    boolean isAlone,
    Node declaration,
    boolean isDeclaration) {}
