// Work that is asked for and done later, by whichever process takes it. A job that is taken says that it is alive with
// each step (`updated`, milliseconds since 1970); one that says nothing for long is taken up by another process.

// query: jobs_by_id
// params: ids
MATCH (job:Job)
WHERE job.id IN $ids
RETURN job {.id, .kind, .state, .done, .total, .message, updated: toString(datetime({epochMillis: job.updated}))} AS job

// query: job_waiting
// params: stale
// How many jobs somebody should take.
MATCH (job:Job)
WHERE job.state = 'queued' OR job.state = 'running' AND job.updated < timestamp() - $stale
RETURN count(job) AS waiting

// query: job_unended
// How many jobs have not ended.
MATCH (job:Job)
WHERE job.state IN ['queued', 'running']
RETURN count(job) AS jobs

// query: job_create
// params: id, kind, sources
MERGE (sequence:Sequence {id: 'job'})
SET sequence.last = coalesce(sequence.last, 0) + 1
CREATE (job:Job {id: $id, number: sequence.last, kind: $kind, state: 'queued', done: 0, total: size($sources), message: '',
                 attempts: 0, updated: timestamp()})
WITH job
UNWIND $sources AS id
MATCH (source:Source {id: id})
MERGE (job)-[:READS]->(source)

// query: job_give_up
// params: stale, attempts
// What ended the process that worked at it each time.
MATCH (job:Job {state: 'running'})
WHERE job.updated < timestamp() - $stale AND job.attempts >= $attempts
SET job.state = 'failed', job.message = 'its process ended ' + job.attempts + ' times', job.updated = timestamp()
WITH job
MATCH (job)-[reads:READS]->()
DELETE reads

// query: job_take
// params: stale
// The oldest first; the lock that is set before the state is read again makes it one taker's.
MATCH (job:Job)
WHERE job.state = 'queued' OR job.state = 'running' AND job.updated < timestamp() - $stale
WITH job ORDER BY job.number LIMIT 1
SET job.taken = true
WITH job WHERE job.state = 'queued' OR job.state = 'running' AND job.updated < timestamp() - $stale
SET job.state = 'running', job.updated = timestamp(), job.attempts = job.attempts + 1
RETURN job.id AS id

// query: job_sources
// params: id
// Texts of a job that nobody has read yet, with what they are about.
MATCH (:Job {id: $id})-[:READS]->(source:Source)
WHERE source.extracted IS NULL
OPTIONAL MATCH (source)-[:ABOUT]->(product:Product)
OPTIONAL MATCH (product)-[:OF_MODEL]->(model:Model)
WITH source, head(collect(product.id)) AS product, head(collect(model)) AS model
CALL (product, model) {
  OPTIONAL MATCH (fact:Fact {triple: product + '|OF_MODEL|' + model.id})
  WHERE EXISTS { (model)<-[:MERGED_INTO]-() }
  WITH coalesce(fact.stated_object, model.id) AS stated, count(fact) AS times
  RETURN stated ORDER BY times DESC, stated LIMIT 1
}
RETURN source.id AS id, source.kind AS kind, source.text AS text, source.language AS language, product,
       stated AS model, source.extracted AS extracted
ORDER BY id

// query: job_step
// params: id
// What is done of a job is counted from its texts. What comes back is whether it is still to be done.
MATCH (job:Job {id: $id, state: 'running'})
SET job.done = job.total - COUNT { (job)-[:READS]->(source:Source) WHERE source.extracted IS NULL },
    job.updated = timestamp()
RETURN job.id AS id

// query: job_end
// params: id, state, message
// One that was cancelled stays so.
MATCH (job:Job {id: $id, state: 'running'})
SET job.state = $state, job.message = $message, job.updated = timestamp()
WITH job
MATCH (job)-[reads:READS]->()
DELETE reads

// query: job_cancel
// params: id
MATCH (job:Job {id: $id})
FOREACH (one IN CASE WHEN job.state IN ['queued', 'running'] THEN [job] ELSE [] END |
  SET one.state = 'cancelled', one.updated = timestamp())
WITH job
OPTIONAL MATCH (job)-[reads:READS]->()
DELETE reads
RETURN DISTINCT job.id AS id
