package dev.underpin.workflow.files;

import dev.underpin.schema.PartMarks;

/** What a saved migration needs and leaves, part by part. */
record SavedParts(String id, PartMarks needs, PartMarks leaves) {}
