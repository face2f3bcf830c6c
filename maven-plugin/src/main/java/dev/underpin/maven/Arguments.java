package dev.underpin.maven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a command. What a build does not say is left to the command. */
final class Arguments {
  private final List<String> all = new ArrayList<>();

  Arguments(String command) {
    all.add(command);
  }

  Arguments with(String flag, @Nullable String value) {
    if (value == null || value.isBlank()) return this;
    all.add(flag);
    all.add(value);
    return this;
  }

  Arguments with(String flag, boolean given) {
    if (given) all.add(flag);
    return this;
  }

  Arguments each(String flag, @Nullable List<String> values) {
    if (values != null) values.forEach(value -> with(flag, value));
    return this;
  }

  Arguments each(@Nullable List<String> values) {
    if (values != null) all.addAll(values);
    return this;
  }

  List<String> list() {
    return List.copyOf(all);
  }
}
