#!/usr/bin/env Rscript
# Reads usage reports from ODataFeed into data frames, page by page, dates and numbers typed.
#
#   Rscript usage.R [service root] [rows per page]
#
# Needs jsonlite (install.packages("jsonlite"), or apt-get install r-cran-jsonlite). A key of the feed is taken from the environment
# variable ODATAFEED_KEY.

library(jsonlite)

arguments <- commandArgs(trailingOnly = TRUE)
root <- if (length(arguments) > 0) arguments[[1]] else "http://127.0.0.1:5080/odata/"
page_size <- if (length(arguments) > 1) arguments[[2]] else "10000"
pages <- 0

get <- function(url) {
  headers <- c(Accept = "application/json;odata.metadata=none", Prefer = paste0("odata.maxpagesize=", page_size))
  key <- Sys.getenv("ODATAFEED_KEY")
  if (nzchar(key)) headers["Authorization"] <- paste("Basic", base64_enc(charToRaw(paste0(":", key))))
  connection <- url(url, headers = headers)
  on.exit(close(connection))
  paste(readLines(connection, warn = FALSE, encoding = "UTF-8"), collapse = "\n")
}

# The rows of a set; query options by their names without $. Columns that look like days become Date, all-null columns stay.
rows_of <- function(set, ...) {
  options <- c(...)
  query <- paste0("$", names(options), "=", vapply(options, URLencode, "", reserved = TRUE), collapse = "&")
  url <- paste0(root, set, if (length(options) > 0) "?" else "", if (length(options) > 0) query else "")
  parts <- list()
  while (!is.null(url)) {
    page <- fromJSON(get(url))
    pages <<- pages + 1
    if (length(page$value) > 0) parts[[length(parts) + 1]] <- page$value
    url <- page[["@odata.nextLink"]]
  }
  rows <- do.call(rbind, parts)
  for (name in names(rows)) {
    values <- rows[[name]]
    if (is.character(values) && all(is.na(values) | grepl("^\\d{4}-\\d{2}-\\d{2}$", values)) && !all(is.na(values))) {
      rows[[name]] <- as.Date(values)
    }
  }
  rows
}

cat("Licences activated\n")
licences <- rows_of("Office365ActivationsUserCounts", orderby = "Assigned desc")
cat(sprintf("%6.1f %%  %s (%d of %d)\n", 100 * licences$Activated / licences$Assigned, licences$ProductType, licences$Activated, licences$Assigned), sep = "")

people <- rows_of("Office365ActiveUserDetail", select = "UserPrincipalName,HasTeamsLicense,TeamsLastActivityDate", filter = "IsDeleted eq false")
licensed <- people[people$HasTeamsLicense, ]
cat("Teams licences never used\n")
cat(sprintf("%d of %d\n", sum(is.na(licensed$TeamsLastActivityDate)), nrow(licensed)))

cat("Most users of Teams in a day, by month\n")
days <- rows_of("Office365ActiveUserCounts", select = "ReportDate,Teams", orderby = "ReportDate")
for (month in split(days, format(days$ReportDate, "%Y-%m"))) {
  best <- month[which.max(month$Teams), ]
  cat(sprintf("%s %6d\n", format(best$ReportDate), best$Teams))
}

cat(sprintf("%d pages read\n", pages))
