package dev.underpin.cli.prisma;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that Prisma takes: letters, digits and underscores, each once in its place. What had to be
 * changed has its true name beside it.
 *
 * @param <K> what is named
 */
final class PrismaNames<K> {
  /** Words that name no model, because the client has them or TypeScript does. */
  private static final Set<String> RESERVED =
      Set.copyOf(
          List.of(
              ("PrismaClient Prisma async await break case catch class const continue debugger default"
                      + " delete do else enum export extends false finally for function if implements"
                      + " import in instanceof interface let new null package private protected public"
                      + " return super switch this throw true try using typeof var void while with yield"
                      + " dynamic model type view datasource generator String Int BigInt Float Decimal"
                      + " Boolean DateTime Json Bytes Unsupported")
                  .split(" ")));

  private final String fallback;
  private final boolean hasReserved;
  private final Map<K, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Names of one place.
   *
   * @param fallback what begins a name that would begin otherwise
   * @param hasReserved true where some words name nothing
   */
  PrismaNames(String fallback, boolean hasReserved) {
    this.fallback = fallback;
    this.hasReserved = hasReserved;
  }

  /** Name something by its own name, as near as can be. */
  String add(K key, String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_]+", "_");
    boolean isGood =
        !plain.isEmpty()
            && Character.isLetter(plain.charAt(0))
            && !(hasReserved && RESERVED.contains(plain));
    String wanted = isGood ? plain : fallback + (plain.startsWith("_") ? "" : "_") + plain;
    String free = wanted;
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) free = wanted + "_" + i;
    names.put(key, free);
    return free;
  }

  /** The name that was given. */
  String of(K key) {
    String name = names.get(key);
    if (name == null) throw new IllegalArgumentException("no name of " + key);
    return name;
  }
}
