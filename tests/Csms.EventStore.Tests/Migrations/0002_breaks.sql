CREATE TABLE public.half_made (id integer);
SELECT 1 / 0;
