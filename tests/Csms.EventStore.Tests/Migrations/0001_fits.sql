CREATE TABLE public.fits (id integer);
