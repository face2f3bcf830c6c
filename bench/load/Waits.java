import java.util.Arrays;

/** How long statements took, in microseconds, counted from the moment when each was due. */
final class Waits {
  private int[] values = new int[1 << 16];
  private int count;

  synchronized void add(long nanoseconds) {
    if (count == values.length) values = Arrays.copyOf(values, 2 * count);
    values[count++] = (int) Math.min(Integer.MAX_VALUE, nanoseconds / 1000);
  }

  synchronized int count() {
    return count;
  }

  /** In milliseconds: the smallest wait that is not exceeded by this share of all. */
  synchronized double quantile(double share) {
    int[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[(int) Math.min(count - 1, Math.ceil(share * count))] / 1000.0;
  }
}
