# Rtsne with its own settings, exact up to 600 rows: folder, and a regular expression of names.
library(Rtsne)
args <- commandArgs(trailingOnly = TRUE)
wanted <- if (length(args) > 1) paste0("^(", args[2], ")$") else ".*"
dir.create(file.path(args[1], "maps"), showWarnings = FALSE)
tables <- read.csv(file.path(args[1], "tables.csv"))
for (r in which(grepl(wanted, tables$table) & tables$n <= 12000)) {
  table <- tables[r, ]
  target <- sprintf("%s/maps/%s__TSne__Rtsne__%s.csv", args[1], table$table, packageVersion("Rtsne"))
  if (file.exists(target)) next
  data <- as.matrix(read.csv(sprintf("%s/tables/%s.csv", args[1], table$table), header = FALSE))
  set.seed(42)
  result <- try(Rtsne(data, perplexity = table$perplexity, theta = if (table$n <= 600) 0 else 0.5, pca = FALSE,
                      normalize = FALSE, check_duplicates = FALSE, num_threads = 1), silent = TRUE)
  if (inherits(result, "try-error")) {
    cat(table$table, substr(result, 1, 80), "\n")
    next
  }
  write.table(format(result$Y, digits = 17), target, sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
  cat(table$table, "\n")
}
