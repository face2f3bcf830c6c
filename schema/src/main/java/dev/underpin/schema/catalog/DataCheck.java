package dev.underpin.schema.catalog;

import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;

/**
 * A question about data, asked before a plan relies on the answer.
 *
 * @param id what identifies it within a plan; the same question has the same id in every round
 * @param table the table it is about
 * @param finding what a row found means, as the end of the sentence "3 rows of orders …", such as
 *     {@code have a NULL status}
 * @param sql a SELECT, without a semicolon, that returns the offending rows; its first column names
 *     the row (its key)
 * @param remedy what to write or do when rows are found; shown with the finding
 */
public record DataCheck(
    String id, QualifiedName table, Finding finding, String sql, String remedy) {
  /** A query that must find no row once a step has run. */
  public static DataCheck verification(String sql) {
    Finding finding =
        Finding.of(FindingCode.VERIFICATION_FAILED, "are found by a query that must find none");
    return new DataCheck("verify " + sql, new QualifiedName("", ""), finding, sql, "");
  }

  /** True where it is asked after its step, and not before the first one. */
  public boolean isVerification() {
    return finding.code() == FindingCode.VERIFICATION_FAILED;
  }

  /**
   * True where the question is whether values can be computed: an error of the server at a value is
   * then the answer. An error of any other question is none.
   */
  public boolean asksToCompute() {
    return switch (finding.code()) {
      case MISFITS, UNCOMPUTABLE, BACKFILL_FAILS -> true;
      default -> false;
    };
  }
}
