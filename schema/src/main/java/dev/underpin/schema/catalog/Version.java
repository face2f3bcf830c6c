package dev.underpin.schema.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's or library's version. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

  /** Read the first version number in a text such as {@code "15.4 (Debian …)"}. */
  public static Version parse(String text) {
    Matcher m = NUMBERS.matcher(text);
    if (!m.find()) throw new IllegalArgumentException("no version number in: " + text);
    return new Version(Integer.parseInt(m.group(1)), number(m.group(2)), number(m.group(3)));
  }

  public boolean atLeast(int otherMajor) {
    return atLeast(otherMajor, 0);
  }

  public boolean atLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || major == otherMajor && minor >= otherMinor;
  }

  @Override
  public int compareTo(Version other) {
    if (major != other.major) return Integer.compare(major, other.major);
    if (minor != other.minor) return Integer.compare(minor, other.minor);
    return Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }

  private static int number(String group) {
    return group == null ? 0 : Integer.parseInt(group);
  }
}
