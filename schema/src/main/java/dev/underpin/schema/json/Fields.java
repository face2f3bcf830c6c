package dev.underpin.schema.json;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping. Each method names a key, how its value is written and where the model
 * has it: a model that is written has that value put under the key; one that is read gets the value
 * from there. So a function of these calls writes and reads, and the two cannot differ.
 *
 * @param model what is written; null where a model is read
 * @param written what the mapping is written to
 * @param read what the mapping is read from
 * @param path where the mapping is, for messages
 */
record Fields<T>(@Nullable T model, Map<String, Object> written, Map<?, ?> read, String path) {
  /** A value that is always there. */
  <V> V required(String key, Form<V> form, Function<T, V> of) {
    return optional(key, form, m -> Optional.of(of.apply(m)))
        .orElseThrow(() -> Form.damaged(path + "." + key, form.expected()));
  }

  /** A value that is left out where it is the usual one. */
  <V> V usually(V usual, String key, Form<V> form, Function<T, V> of) {
    return optional(key, form, m -> Optional.of(of.apply(m)).filter(v -> !v.equals(usual)))
        .orElse(usual);
  }

  /** A value that may be absent. */
  <V> Optional<V> optional(String key, Form<V> form, Function<T, Optional<V>> of) {
    if (model == null)
      return Optional.ofNullable(read.get(key)).map(v -> form.read(v, path + "." + key));
    Optional<V> value = of.apply(model);
    value.ifPresent(v -> written.put(key, form.write(v)));
    return value;
  }

  /** The same mapping for a model of this type. */
  <S> Fields<S> as(Class<S> type) {
    return new Fields<>(model == null ? null : type.cast(model), written, read, path);
  }
}
