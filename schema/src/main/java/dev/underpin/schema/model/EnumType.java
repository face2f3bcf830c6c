package dev.underpin.schema.model;

import java.util.List;
import java.util.Optional;

/** An enumerated type, its labels in their order. */
public record EnumType(QualifiedName name, List<String> labels, Optional<String> comment) {
  public EnumType {
    labels = List.copyOf(labels);
  }

  public EnumType withLabels(List<String> other) {
    return new EnumType(name, other, comment);
  }
}
