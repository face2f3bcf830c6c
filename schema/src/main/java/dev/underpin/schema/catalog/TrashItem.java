package dev.underpin.schema.catalog;

import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/**
 * Something that was dropped and waits to be purged.
 *
 * @param table the table as it is called now (a trashed table by its trash name)
 * @param column the trashed column by its trash name; absent for a whole table
 * @param rows how many rows it holds; -1 where unknown
 * @param bytes how large it is; -1 where unknown
 */
public record TrashItem(QualifiedName table, Optional<String> column, long rows, long bytes) {}
