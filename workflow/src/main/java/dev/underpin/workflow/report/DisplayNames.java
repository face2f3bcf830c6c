package dev.underpin.workflow.report;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.text.Printable;

/**
 * Names for people: the namespace that everybody means is not said.
 *
 * @param defaultNamespace empty where the engine has none
 */
public record DisplayNames(String defaultNamespace) {
  /** The name, with its namespace only where it is not the default. */
  public String of(QualifiedName name) {
    return name.without(defaultNamespace).toString();
  }

  /** A YAML path, its namespace left out like that of a name. */
  public String of(ObjectRef ref) {
    return Printable.line(ref.without(defaultNamespace).key());
  }
}
